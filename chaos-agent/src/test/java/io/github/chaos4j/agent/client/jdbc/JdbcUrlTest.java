package io.github.chaos4j.agent.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1                         | orders
                    jdbc:h2:mem:                                                 | h2:mem
                    jdbc:h2:~/data/orders                                        | orders
                    jdbc:h2:file:./data/orders;AUTO_SERVER=TRUE                  | orders
                    jdbc:h2:file:C:/data/orders                                  | orders
                    jdbc:h2:tcp://db1/~/orders                                   | orders, db1, db1:9092
                    jdbc:h2:ssl://db1:9192/mem:orders                            | orders, db1, db1:9192
                    jdbc:sqlite:/var/lib/orders.db                               | orders
                    jdbc:sqlite:orders.sqlite3?cache=shared                      | orders
                    jdbc:sqlite::memory:                                         | sqlite:memory
                    jdbc:sqlite:                                                 | sqlite:memory
                    jdbc:hsqldb:mem:orders                                       | orders
                    jdbc:hsqldb:file:/var/lib/orders;shutdown=true               | orders
                    jdbc:hsqldb:hsql://db1/orders                                | orders, db1, db1:9001
                    jdbc:derby:memory:orders;create=true                         | orders
                    jdbc:derby:/var/lib/orders                                   | orders
                    jdbc:derby://db1:1528/orders;create=true                     | orders, db1, db1:1528
                    jdbc:postgresql://db1:5433/orders?ssl=true                   | orders, db1, db1:5433
                    jdbc:postgresql://db1/orders                                 | orders, db1, db1:5432
                    jdbc:postgresql:orders                                       | orders, localhost, localhost:5432
                    jdbc:postgresql://db1,db2:5433/orders?targetServerType=any   | orders, db1, db1:5432, db2, db2:5433
                    jdbc:postgresql://[::1]:5433/orders                          | orders, [::1], [::1]:5433
                    jdbc:mysql://root:secret@db1:3307/orders?useSSL=false        | orders, db1, db1:3307
                    jdbc:mysql:replication://db1,db2/orders                      | orders, db1, db1:3306, db2, db2:3306
                    jdbc:mysql://address=(host=db1)(port=3307)/orders            | orders, db1, db1:3307
                    jdbc:mysql://(host=db1,port=3307),(host=db2)/orders          | orders, db1, db1:3307, db2, db2:3306
                    jdbc:mariadb:sequential://db1,db2:3307/orders                | orders, db1, db1:3306, db2, db2:3307
                    jdbc:sqlserver://db1\\sales:1434;databaseName=orders          | orders, db1, db1:1434
                    jdbc:sqlserver://db1;encrypt=true;database=orders            | orders, db1, db1:1433
                    jdbc:jtds:sqlserver://db1/orders;ssl=request                 | orders, db1, db1:1433
                    jdbc:oracle:thin:@db1:1522:ORCL                              | ORCL, db1, db1:1522
                    jdbc:oracle:thin:@//db1/orders                               | orders, db1, db1:1521
                    jdbc:oracle:thin:scott/tiger@db1:1522/orders                 | orders, db1, db1:1522
                    jdbc:oracle:thin:@orders_tns                                 | orders_tns
                    jdbc:db2://db1:50001/orders:user=x;                          | orders:user=x;, db1, db1:50001
                    jdbc:p6spy:postgresql://db1/orders                           | orders, db1, db1:5432
                    jdbc:otel:h2:mem:orders                                      | orders
                    jdbc:unknown://db1:7000/orders                               | orders, db1, db1:7000
                    """)
    void namesTheDatabaseThenItsHosts(String url, String names) {
        assertThat(String.join(", ", JdbcUrl.parse(url).names())).isEqualTo(names.strip());
    }

    @Test
    void readsTheNamesOfAnOracleDescriptor() {
        String url = "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS_LIST=(ADDRESS=(PROTOCOL=TCP)(HOST = db1)(PORT = 1522))"
                + "(ADDRESS=(HOST=db2)(PORT=1521)))(CONNECT_DATA=(SERVICE_NAME=orders)))";
        assertThat(JdbcUrl.parse(url).names()).containsExactly("orders", "db1", "db1:1522", "db2", "db2:1521");
    }

    @Test
    void readsWhateverItIsGiven() {
        for (String odd : new String[] {
            "", "jdbc:", "jdbc", "x", "jdbc::", "jdbc://", "jdbc:mysql://", "jdbc:h2:", "jdbc:oracle:@"
        }) {
            assertThat(JdbcUrl.parse(odd).names()).as(odd).doesNotContain("");
        }
    }

    @Test
    void keepsParametersByTheirLowerCaseNames() {
        assertThat(JdbcUrl.parse("jdbc:postgresql://db1/orders?loginTimeout=3&ssl=true")
                        .parameters())
                .containsEntry("logintimeout", "3");
    }
}
