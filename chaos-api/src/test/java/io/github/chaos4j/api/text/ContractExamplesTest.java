package io.github.chaos4j.api.text;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.Delay;
import io.github.chaos4j.api.Distribution;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.Lease;
import io.github.chaos4j.api.Script;
import io.github.chaos4j.api.Target;
import io.github.chaos4j.api.TargetKind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of the control contract, as a JSON reader hands them over and as short forms. */
class ContractExamplesTest {
    private static final Fault SLOW = Fault.latency(ofMillis(200))
            .with(new Effect.Latency(new Delay(ofMillis(200), ofMillis(50), Distribution.NORMAL, null)))
            .named("slow-orders")
            .on(Target.jdbc("orders-db").reads().statement("select * from orders*"))
            .rate(0.5)
            .after(10)
            .max(100)
            .seed(42)
            .lasting(ofMinutes(5));

    @Test
    void latencyReads() {
        Map<String, Object> json = Map.ofEntries(
                Map.entry("id", "slow-orders"),
                Map.entry("type", "latency"),
                Map.entry("target", "jdbc"),
                Map.entry("service", "orders-db"),
                Map.entry("match", Map.of("operation", "read", "statement", "select * from orders*")),
                Map.entry("delay", "200ms"),
                Map.entry("jitter", "50ms"),
                Map.entry("distribution", "normal"),
                Map.entry("rate", 0.5),
                Map.entry("after", 10),
                Map.entry("max", 100),
                Map.entry("seed", 42),
                Map.entry("duration", "5m"));

        assertThat(FaultText.fromFields(json)).isEqualTo(SLOW);
        assertThat(FaultText.parse("latency jdbc orders-db id=slow-orders match.operation=read"
                        + " match.statement=\"select * from orders*\" delay=200ms jitter=50ms distribution=normal rate=0.5"
                        + " after=10 max=100 seed=42 duration=5m"))
                .isEqualTo(SLOW);
    }

    @Test
    void responseReads() {
        Map<String, Object> json = Map.of(
                "id",
                "busy",
                "type",
                "response",
                "target",
                "http",
                "service",
                "product",
                "status",
                503,
                "headers",
                Map.of("Retry-After", "7"),
                "body",
                "{}",
                "delay",
                "100ms",
                "duration",
                "1m");
        Fault fault = FaultText.fromFields(json);

        Effect.Response response = (Effect.Response) fault.effect();
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.headers()).containsExactly(Map.entry("Retry-After", "7"));
        assertThat(response.body()).isEqualTo("{}");
        assertThat(response.delay()).isEqualTo(Delay.of(ofMillis(100)));
        assertThat(FaultText.parse("response http product id=busy status=503 header.Retry-After=7 body={} delay=100ms"
                        + " duration=1m"))
                .isEqualTo(fault);
    }

    @Test
    void errorReads() {
        Fault gone = Fault.error(ErrorKind.DOWN)
                .named("gone")
                .on(Target.of(TargetKind.REDIS, null))
                .script(new Script(List.of(true, true, false), false))
                .leased(new Lease(ofSeconds(10), null))
                .lasting(ofMinutes(5));
        Map<String, Object> json = Map.of(
                "id",
                "gone",
                "type",
                "error",
                "target",
                "redis",
                "kind",
                "down",
                "script",
                "fail, fail, ok",
                "lease",
                "10s",
                "duration",
                "5m");

        assertThat(FaultText.fromFields(json)).isEqualTo(gone);
        assertThat(FaultText.parse("error redis id=gone kind=down script=\"fail, fail, ok\" lease=10s duration=5m"))
                .isEqualTo(gone);
    }

    @Test
    void exhaustionAndObserveRead() {
        Fault full = FaultText.fromFields(Map.of(
                "id",
                "full",
                "type",
                "exhaustion",
                "target",
                "pool",
                "service",
                "orders-pool",
                "leave",
                1,
                "mode",
                "real",
                "duration",
                "2m"));
        Fault look = FaultText.fromFields(Map.of("id", "look", "type", "observe", "target", "*", "duration", "30s"));

        assertThat(full.effect()).isEqualTo(new Effect.Exhaustion(1, Effect.Exhaustion.Mode.REAL));
        assertThat(full)
                .isEqualTo(FaultText.parse("exhaustion pool orders-pool id=full leave=1 mode=real duration=2m"));
        assertThat(look).isEqualTo(Fault.observe().named("look").lasting(ofSeconds(30)));
        assertThat(look).isEqualTo(FaultText.parse("observe * id=look duration=30s"));
    }

    @Test
    void theExampleInJavaIsTheExampleInShort() {
        Fault slow = Fault.latency(ofMillis(200))
                .on(Target.jdbc("orders-db").reads())
                .rate(0.5)
                .lasting(ofMinutes(5));
        assertThat(slow).hasToString("latency jdbc orders-db match.operation=read delay=200ms rate=0.5 duration=5m");
    }

    @Test
    void defaultsAreThoseOfTheContract() {
        Fault fault = FaultText.parse("latency jdbc");
        assertThat(fault).isEqualTo(Fault.latency(ofSeconds(5)).on(Target.of(TargetKind.JDBC, null)));
        assertThat(fault.trigger().rate()).isEqualTo(1);
        assertThat(fault.duration()).isEqualTo(ofMinutes(10));
        assertThat(FaultText.parse("exhaustion pool").effect())
                .isEqualTo(new Effect.Exhaustion(0, Effect.Exhaustion.Mode.REAL));
    }

    @Test
    void aTargetMayNameItsService() {
        assertThat(FaultText.fromFields(Map.of("type", "hang", "target", "jdbc orders-db"))
                        .target())
                .isEqualTo(Target.jdbc("orders-db"));
    }

    @Test
    void headersOfARequestMatchInEitherSpelling() {
        Fault fault = FaultText.parse("hang http match.header.X-Tenant=acme");
        assertThat(FaultText.fromFields(Map.of(
                        "type", "hang", "target", "http", "match", Map.of("header", Map.of("X-Tenant", "acme")))))
                .isEqualTo(fault);
        assertThat(FaultText.toFields(fault)).containsEntry("match", Map.of("header.X-Tenant", "acme"));
    }

    @Test
    void anAbsentValueInJsonIsNoValue() {
        Map<String, Object> fields = new HashMap<>(Map.of("type", "hang", "target", "http"));
        fields.put("service", null);
        assertThat(FaultText.fromDocument(fields)).containsExactly(FaultText.parse("hang http"));
        assertThat(FaultText.fromDocument(Arrays.asList("hang http", fields))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "250ms,250",
        "2s,2000",
        "1m30s,90000",
        "PT2S,2000",
        "1h,3600000",
        "0ms,0",
        "1h1m1s1ms,3661001",
        "P1D,86400000"
    })
    void durationsReadInMilliseconds(String text, long millis) {
        assertThat(DurationText.read(text)).isEqualTo(ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"250,250ms", "2000,2s", "90000,1m30s", "3600000,1h", "1500,1500ms", "60500,1m500ms", "0,0ms"})
    void durationsPrintShort(long millis, String text) {
        assertThat(DurationText.print(ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.5,0.5", "50%,0.5", "1,1", "100%,1", "0.1%,0.001", ".25,0.25", "1e-3,0.001"})
    void ratesRead(String text, double rate) {
        assertThat(RateText.read(text)).isEqualTo(rate);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "latency jdbc|true",
                "  # slow\\n observe *|true",
                "{\"type\":\"latency\"}|false",
                "- type: hang|false",
                "type: latency|false",
                "[]|false",
                "''|false"
            })
    void shortFormsAreToldFromJsonAndYaml(String text, boolean isShort) {
        assertThat(FaultText.isShortForm(text.replace("\\n", "\n"))).isEqualTo(isShort);
    }
}
