package io.github.chaos4j.agent.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    select  *\\n from\\t t ;                      | select * from t
                    select * from t where a = 'it''s' and b=-1.5e-3 | select * from t where a = ? and b=-?
                    /* who */ select 1 -- why                    | select ?
                    select $1, :name, ?, x::int4                 | select ?, ?, ?, x::int4
                    select E'it\\\\'s', N'x', X'ff' from t1          | select ?, ?, ? from t1
                    select $q$ it's $q$, $$x$$                   | select ?, ?
                    select "A 1", `b 2`, [c] from t              | select "A 1", `b 2`, [c] from t
                    select 0x1F, 1e10, .5, a.b2                  | select ?, ?, ?, a.b2
                    select 'never closed                         | select ?
                    """)
    void dropsLiteralsCommentsAndSpaces(String text, String statement) {
        String sql = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\");
        assertThat(Sql.of(sql, false).get("statement")).isEqualTo(statement);
    }

    @Test
    void knowsTheQuotesOfMySql() {
        assertThat(Sql.of("select 'it\\'s', \"secret\" from `t`", true)).hasToString("select ?, ? from `t`");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "neither", textBlock = """
                    select 1                                                | read
                    (select 1) union (select 2)                             | read
                    /* x */ values (1)                                      | read
                    show tables                                             | read
                    EXPLAIN ANALYZE delete from t                           | read
                    with a as (select 1) select * from a                    | read
                    with recursive a(n) as (values (1)) insert into t select * from a | write
                    insert into t values (1)                                | write
                    Update t set v = 1                                      | write
                    delete from t                                           | write
                    merge into t using s on s.id = t.id                     | write
                    create table t (id int)                                 | write
                    truncate t                                              | write
                    call p()                                                | neither
                    {call p(1)}                                             | neither
                    {? = call f(1)}                                         | neither
                    begin                                                   | neither
                    """)
    void tellsReadsFromWritesByTheFirstKeyword(String text, String operation) {
        assertThat(Sql.of(text, false).get("operation")).isEqualTo(operation);
    }

    @Test
    void skipsCommentsOnTheWayToTheKeyword() {
        assertThat(Sql.of("-- delete from t\n/* update t */ select 1", false).get("operation"))
                .isEqualTo("read");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
                    select * from orders                                     | orders
                    select * from orders o, items i where o.id = i.id        | orders, items
                    select * from orders o join shop.items i on o.id = i.o   | orders, shop.items, items
                    select * from "Orders" left join `items` using (id)      | Orders, items
                    select a from (select b from inner_t) x                  | inner_t
                    select extract(year from created) from orders            | orders
                    select * from a where x is distinct from y               | a
                    select * from orders for update                          | orders
                    insert into shop.orders (a, b) values (1, 2)             | shop.orders, orders
                    insert into t values (1) on conflict (id) do update set v = 2 | t
                    insert into t values (1) on duplicate key update v = 2   | t
                    update only orders set a = 1, b = 2 where id = 3         | orders
                    delete from orders where id in (select id from old)      | orders, old
                    create table if not exists orders (id int)               | orders
                    truncate table orders                                    | orders
                    truncate orders                                          | orders
                    select "orders"."id" from "orders"                       | orders
                    select 1                                                 | none
                    """)
    void namesTheTables(String text, String tables) {
        assertThat(Sql.of(text, false).get("table")).isEqualTo(tables);
    }

    @Test
    void storesNoLiteral() {
        assertThat(Sql.of("update t set password = 'secret' where id = 4711", false)
                        .all())
                .containsOnly(
                        org.assertj.core.api.Assertions.entry("statement", "update t set password = ? where id = ?"),
                        org.assertj.core.api.Assertions.entry("table", "t"));
    }

    @Test
    void looksAtAHugeStatementOnlySoFar() {
        Sql sql = Sql.of("insert into t values (" + "'x',".repeat(1_000_000) + "1)", false);
        assertThat(sql.get("operation")).isEqualTo("write");
        assertThat(sql.toString()).hasSizeLessThanOrEqualTo(Sql.LONGEST);
    }

    @Test
    void remembersWhatItHasSeen() {
        String text = "select v from t where id = ?";
        assertThat(Sql.of(text, false)).isSameAs(Sql.of(text, false));
        for (int i = 0; i < 3000; i++) {
            Sql.of("select " + i, false);
        }
        assertThat(Sql.of(text, false)).hasToString(text);
    }
}
