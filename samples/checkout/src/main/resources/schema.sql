create table if not exists orders (
  id         varchar(36) primary key,
  product_id varchar(64) not null,
  quantity   integer not null,
  unit_price numeric(12, 2) not null,
  placed_at  timestamp with time zone not null
);
