package io.github.chaos4j.agent.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectTargetTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db/orders,                                 '', 10000",
        "jdbc:postgresql://db/orders?connectTimeout=3,                '', 3000",
        "jdbc:postgresql://db/orders?loginTimeout=2,                  '', 2000",
        "jdbc:postgresql://db/orders?loginTimeout=2&connectTimeout=1, '', 1000",
        "jdbc:postgresql://db/orders,                                 loginTimeout=4, 4000",
        "jdbc:mariadb://db/orders,                                    '', 30000",
        "jdbc:mysql://db/orders?connectTimeout=700,                   '', 700",
        "jdbc:mysql://db/orders,                                      '', ",
        "jdbc:h2:mem:orders,                                          connectTimeout=1, "
    })
    void theShorterOfTheDriversTimeouts(String url, String property, Long millis) {
        Properties properties = new Properties();
        if (!property.isEmpty()) {
            properties.setProperty(property.split("=")[0], property.split("=")[1]);
        }
        assertThat(ConnectTarget.connectNanos(url, new Object[] {url, properties}))
                .isEqualTo(millis == null ? Long.MAX_VALUE : millis * 1_000_000);
    }
}
