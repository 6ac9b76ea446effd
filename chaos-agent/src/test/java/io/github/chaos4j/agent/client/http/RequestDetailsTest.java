package io.github.chaos4j.agent.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestDetailsTest {
    private final RequestDetails details = new RequestDetails(
            "GET",
            "/orders/42",
            name -> name.equalsIgnoreCase("accept") ? List.of("text/plain", "text/html") : List.of());

    @Test
    void tellsMethodPathAndHeaders() {
        assertThat(details.get("method")).isEqualTo("GET");
        assertThat(details.get("path")).isEqualTo("/orders/42");
        assertThat(details.get("header.Accept")).isEqualTo("text/plain, text/html");
        assertThat(details.get("header.Authorization")).isNull();
        assertThat(details.get("statement")).isNull();
    }

    @Test
    void storesATemplateOfThePathAndNoHeaders() {
        assertThat(details.all()).isEqualTo(Map.of("method", "GET", "path", "/orders/{}"));
    }

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "'', ''",
        "/orders, /orders",
        "/orders/, /orders/",
        "/1/2/3, /{}/{}/{}",
        "/orders/42/lines/7, /orders/{}/lines/{}",
        "/v2/orders, /v2/orders",
        "/users/9b2c8f0e-6a51-4b0e-8f7e-0a1b2c3d4e5f/cart, /users/{}/cart",
        "/blobs/d41d8cd98f00b204e9800998ecf8427e, /blobs/{}",
        "/cafe, /cafe",
        "/a%20b/12, /a%20b/{}"
    })
    void replacesWhatNamesOneThing(String path, String template) {
        assertThat(RequestDetails.template(path)).isEqualTo(template);
    }
}
