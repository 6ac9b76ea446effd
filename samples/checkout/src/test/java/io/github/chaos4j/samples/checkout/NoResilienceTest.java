package io.github.chaos4j.samples.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

/** Port 1 stands for a product service that is down. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "checkout.product-service-url=http://localhost:1",
            "logging.level.org.apache.catalina.core.ContainerBase=off"
        })
@ActiveProfiles("no-resilience")
class NoResilienceTest {

    @LocalServerPort
    private int port;

    @Autowired
    private CircuitBreakerRegistry breakers;

    @Test
    void aFailureOfTheProductServiceIsAFailureOfCheckout() throws Exception {
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::transitionToForcedOpenState);
        Customer customer = new Customer(port);
        assertThat(customer.get("/products/1").statusCode()).isEqualTo(500);
        assertThat(customer.order("1", 1).statusCode()).isEqualTo(500);
        assertThat(customer.get("/orders/none").statusCode()).isEqualTo(404);
    }
}
