package io.github.chaos4j.samples.checkout.order;

import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
@Profile("!product")
class OrderRepository {

    private final JdbcClient jdbc;

    OrderRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Storing an order twice stores it once: one from the queue may have been stored already. */
    void save(Order order) {
        try {
            jdbc.sql("insert into orders (id, product_id, quantity, unit_price, placed_at) values (?, ?, ?, ?, ?)")
                    .params(
                            order.id(),
                            order.productId(),
                            order.quantity(),
                            order.unitPrice(),
                            order.placedAt().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException e) {
            if (find(order.id()).isEmpty()) {
                throw e;
            }
        }
    }

    Optional<Order> find(String id) {
        return jdbc.sql("select id, product_id, quantity, unit_price, placed_at from orders where id = ?")
                .param(id)
                .query((row, n) -> new Order(
                        row.getString("id"),
                        row.getString("product_id"),
                        row.getInt("quantity"),
                        row.getBigDecimal("unit_price"),
                        row.getObject("placed_at", java.time.OffsetDateTime.class)
                                .toInstant()))
                .optional();
    }
}
