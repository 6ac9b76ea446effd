package io.github.chaos4j.samples.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import redis.embedded.RedisServer;

/** Against PostgreSQL, Redis and the product service. Time limits are wide: a slow build machine is no failure. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.http.clients.connect-timeout=10s",
            "spring.http.clients.read-timeout=10s",
            "resilience4j.timelimiter.instances.product.timeout-duration=10s",
            "spring.data.redis.timeout=5s",
            "logging.level.org.springframework.web=error"
        })
class CheckoutTest {

    private static ConfigurableApplicationContext productService;
    private static EmbeddedPostgres postgres;

    @LocalServerPort
    private int port;

    @Autowired
    private CircuitBreakerRegistry breakers;

    @Autowired
    private HikariDataSource pool;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RedisServer redis;

    @Autowired
    private StringRedisTemplate strings;

    private Customer customer;

    @DynamicPropertySource
    static void surroundings(DynamicPropertyRegistry properties) throws Exception {
        postgres = EmbeddedPostgres.start();
        productService = new SpringApplicationBuilder(CheckoutApplication.class)
                .profiles("product")
                .run("--server.port=0");
        int productPort =
                ((WebServerApplicationContext) productService).getWebServer().getPort();
        properties.add("checkout.product-service-url", () -> "http://localhost:" + productPort);
        properties.add("spring.datasource.url", () -> postgres.getJdbcUrl("postgres", "postgres"));
    }

    @AfterAll
    static void stop() throws Exception {
        productService.close();
        postgres.close();
    }

    @BeforeEach
    void allIsWell() {
        customer = new Customer(port);
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
    }

    @Test
    void anOrderIsStoredAtThePriceOfNow() throws Exception {
        HttpResponse<String> placed = customer.order("7", 3);
        assertThat(placed.statusCode()).isEqualTo(201);
        assertThat(Customer.servedBy(placed)).isEqualTo("live");
        assertThat(placed.body()).contains("\"unitPrice\":10.65", "\"total\":31.95");

        HttpResponse<String> found = customer.get(Customer.location(placed));
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body()).contains("\"total\":31.95");
        assertThat(jdbc.sql("select version()").query(String.class).single()).startsWith("PostgreSQL");
    }

    @Test
    void aProductIsServedFromTheCacheTheSecondTime() throws Exception {
        assertThat(Customer.servedBy(customer.get("/products/8"))).isEqualTo("live");
        assertThat(Customer.servedBy(customer.get("/products/8"))).isEqualTo("cache");
    }

    @Test
    void whatIsWrongWithARequestIsTold() throws Exception {
        assertThat(customer.get("/products/0").statusCode()).isEqualTo(404);
        assertThat(customer.order("0", 1).statusCode()).isEqualTo(404);
        assertThat(customer.order("1", 0).statusCode()).isEqualTo(400);
        assertThat(customer.get("/orders/none").statusCode()).isEqualTo(404);
        assertThat(breaker("product").getMetrics().getNumberOfFailedCalls()).isZero();
    }

    @Test
    void withoutTheProductServiceAnOrderTakesTheLastKnownPrice() throws Exception {
        customer.get("/products/9");
        breaker("product").transitionToForcedOpenState();
        HttpResponse<String> placed = customer.order("9", 1);
        assertThat(placed.statusCode()).isEqualTo(201);
        assertThat(Customer.servedBy(placed)).isEqualTo("fallback");
        assertThat(customer.order("999", 1).statusCode()).isEqualTo(503);
    }

    @Test
    void withoutRedisOrdersAndProductsGoOn() throws Exception {
        customer.get("/products/10");
        redis.stop();
        try {
            HttpResponse<String> shown = customer.get("/products/10");
            assertThat(shown.statusCode()).isEqualTo(200);
            assertThat(Customer.servedBy(shown)).isEqualTo("fallback");
            assertThat(customer.order("10", 1).statusCode()).isEqualTo(201);
        } finally {
            redis.start();
            await().atMost(Duration.ofSeconds(10)).until(this::redisAnswers);
        }
    }

    @Test
    void whileThePoolIsExhaustedOrdersWaitInAQueue() throws Exception {
        List<Connection> held = new ArrayList<>();
        for (int n = 0; n < pool.getMaximumPoolSize(); n++) {
            held.add(pool.getConnection());
        }
        HttpResponse<String> placed = customer.order("11", 1);
        assertThat(placed.statusCode()).isEqualTo(202);
        assertThat(Customer.servedBy(customer.get(Customer.location(placed)))).isEqualTo("fallback");

        for (Connection connection : held) {
            connection.close();
        }
        breaker("orders").reset();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(Customer.servedBy(customer.get(Customer.location(placed))))
                        .isEqualTo("live"));
    }

    @Test
    void theStateOfBreakersAndPoolIsMeasured() throws Exception {
        assertThat(customer.get("/actuator/prometheus").body())
                .contains("resilience4j_circuitbreaker_state{", "name=\"product\"", "hikaricp_connections_pending{");
        assertThat(customer.get("/actuator/health").body()).contains("\"status\":\"UP\"");
    }

    private boolean redisAnswers() {
        try {
            return strings.hasKey("any") != null;
        } catch (DataAccessException e) {
            return false;
        }
    }

    private CircuitBreaker breaker(String name) {
        return breakers.circuitBreaker(name);
    }
}
