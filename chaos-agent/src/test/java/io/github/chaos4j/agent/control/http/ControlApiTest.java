package io.github.chaos4j.agent.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.agent.control.ConsentGate;
import io.github.chaos4j.agent.control.Control;
import io.github.chaos4j.agent.control.Document;
import io.github.chaos4j.agent.control.FakeEngine;
import io.github.chaos4j.agent.control.HttpAddress;
import io.github.chaos4j.agent.control.Settings;
import io.github.chaos4j.agent.engine.EngineControl.CallRow;
import io.github.chaos4j.agent.engine.Injection;
import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.FaultType;
import io.github.chaos4j.api.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlApiTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String LATENCY =
            "{\"id\":\"slow\",\"type\":\"latency\",\"target\":\"jdbc\",\"service\":\"orders-db\",\"delay\":\"200ms\"}";

    private final Settings settings =
            Settings.read("enabled=true,service=shop,max.duration=1h", new Properties(), Map.of());
    private final ConsentGate gate = new ConsentGate(settings);
    private final FakeEngine engine = new FakeEngine(gate, settings.caps());
    private final Control control = new Control(settings, gate, engine, () -> Map.of("version", "1.2.3"));
    private ControlApi api;

    @BeforeEach
    void open() throws IOException {
        Tokens tokens = Tokens.none()
                .with("alice:secret-a\nbob:secret-b", "token", false)
                .with("only-look", "read", true);
        api = ControlApi.open(new HttpAddress("127.0.0.1", 0), tokens, List.of(), control);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private HttpResponse<String> send(String method, String path, String body, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api.url() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return send(method, path, body, "secret-a");
    }

    private Map<?, ?> object(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        return (Map<?, ?>) Document.read(response.body());
    }

    private List<?> errors(HttpResponse<String> response) {
        List<?> errors = (List<?>) object(response).get("errors");
        assertThat(errors)
                .isNotEmpty()
                .allSatisfy(error -> assertThat(
                                ((Map<?, ?>) error).keySet().stream().map(Object::toString))
                        .containsExactly("field", "value", "message"));
        return errors;
    }

    @Test
    void statusTellsVersionGateFaultsClientsAndWarnings() throws Exception {
        send("POST", "/chaos/faults", LATENCY);
        Map<?, ?> status = object(send("GET", "/chaos", null));
        assertThat(status.get("version")).isEqualTo("1.2.3");
        assertThat(status.get("gate")).isEqualTo(Map.of("open", true, "reason", ""));
        assertThat((List<?>) status.get("faults")).hasSize(1);
        assertThat(status.get("clients"))
                .isEqualTo(List.of(Map.of(
                        "name", "okhttp", "woven", List.of("okhttp3.RealCall"), "adapter", "ready", "reason", "")));
        assertThat(status.get("warnings")).isEqualTo(List.of("of the engine"));
    }

    @Test
    void aFaultIsArmedAsJsonAndShownWithItsInputKeysAndItsState() throws Exception {
        HttpResponse<String> response = send("POST", "/chaos/faults", LATENCY);
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("Location")).contains("/chaos/faults/slow");
        Map<?, ?> shown = object(send("GET", "/chaos/faults/slow", null));
        assertThat(shown).isEqualTo(object(response));
        assertThat(shown.get("type")).isEqualTo("latency");
        assertThat(shown.get("target")).isEqualTo("jdbc");
        assertThat(shown.get("service")).isEqualTo("orders-db");
        assertThat(shown.get("delay")).isEqualTo("200ms");
        assertThat(shown.get("state")).isEqualTo("active");
        assertThat(shown.get("armedAt")).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(shown.get("remaining")).isEqualTo("10m");
        assertThat(shown.get("matched")).isEqualTo(7L);
        assertThat(shown.get("injected")).isEqualTo(3L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latency jdbc orders-db delay=200ms id=slow",
                "# slow\n\nlatency jdbc orders-db delay=200ms id=slow\n",
                "type: latency\ntarget: jdbc\nservice: orders-db\ndelay: 200ms\nid: slow\n",
                "{type: latency, target: jdbc, service: orders-db, delay: 200ms, id: slow}",
                "{\n\t\"type\":\"latency\",\n\t\"target\":\"jdbc\",\"service\":\"orders-db\",\"delay\":\"200ms\",\"id\":\"slow\"\n}",
                LATENCY
            })
    void everySpellingArmsTheSameFault(String body) throws Exception {
        assertThat(send("POST", "/chaos/faults", body).statusCode()).isEqualTo(201);
        assertThat(engine.faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault.fault())
                        .hasToString("latency jdbc orders-db id=slow delay=200ms duration=10m"));
    }

    @Test
    void anArrayIsArmedAsAWhole() throws Exception {
        HttpResponse<String> response =
                send("POST", "/chaos/faults", "[" + LATENCY + ",{\"type\":\"hang\",\"target\":\"redis\"}]");
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat((List<?>) Document.read(response.body())).hasSize(2);
        assertThat(engine.faults).hasSize(2);
    }

    @Test
    void everythingWrongIsToldAtOnceAndNothingIsArmed() throws Exception {
        HttpResponse<String> response = send(
                "POST",
                "/chaos/faults",
                "[" + LATENCY + ",{\"type\":\"latency\",\"target\":\"jdbc\",\"delay\":\"2 sec\",\"rate\":7}]");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(errors(response).toString())
                .contains("[1].delay")
                .contains("[1].rate")
                .contains("2 sec");
        assertThat(engine.faults).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"type\":",
                "[1,2",
                "\"",
                "{\"a\":1}}",
                "{\"a\":1,\"a\":2}",
                "[]",
                "",
                "null",
                "7",
                "[[]]",
                "&a [*a]",
                "{\"type\": *x}",
                "!!java.net.URL [\"http://x\"]",
                "- - - - - - - - - - - - - - - - - - - - - - x"
            })
    void malformedInputIsRefusedWithTheReason(String body) throws Exception {
        HttpResponse<String> response = send("POST", "/chaos/faults", body);
        assertThat(response.statusCode()).isEqualTo(400);
        errors(response);
        assertThat(engine.faults).isEmpty();
    }

    @Test
    void dryRunChecksOnly() throws Exception {
        assertThat(send("POST", "/chaos/faults?dryRun=true", LATENCY).statusCode())
                .isEqualTo(200);
        assertThat(send("PUT", "/chaos/faults/slow?dryRun=true", LATENCY).statusCode())
                .isEqualTo(200);
        assertThat(engine.faults).isEmpty();
        assertThat(send("POST", "/chaos/faults?dryRun=true", "{\"type\":\"x\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void theSameIdByPostIsAConflictAndByPutAReplacement() throws Exception {
        send("POST", "/chaos/faults", LATENCY);
        HttpResponse<String> again = send("POST", "/chaos/faults", LATENCY);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(errors(again).toString()).contains("slow");
        HttpResponse<String> put = send("PUT", "/chaos/faults/slow", "{\"type\":\"hang\",\"target\":\"jdbc\"}");
        assertThat(put.statusCode()).isEqualTo(200);
        assertThat(object(put).get("type")).isEqualTo("hang");
        assertThat(engine.faults.get(0).end()).contains(ArmedFault.End.REPLACED);
        assertThat(send("PUT", "/chaos/faults/slow?dryRun=true", "hang jdbc").statusCode())
                .isEqualTo(200);
        assertThat(send("PUT", "/chaos/faults/new", "hang jdbc").statusCode()).isEqualTo(200);
        assertThat(send("PUT", "/chaos/faults/other", LATENCY).statusCode()).isEqualTo(400);
        assertThat(send("PUT", "/chaos/faults/b%20d", "hang jdbc").statusCode()).isEqualTo(400);
    }

    @Test
    void aClosedGateIsAConflictWithTheReason() throws Exception {
        assertThat(send("POST", "/chaos/stop", "{\"latch\":true}").statusCode()).isEqualTo(200);
        HttpResponse<String> response = send("POST", "/chaos/faults", LATENCY);
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(errors(response).toString()).contains("latched");
        assertThat(object(send("GET", "/chaos", null)).get("gate").toString()).contains("open=false");
    }

    @Test
    void overACapIsUnprocessable() throws Exception {
        HttpResponse<String> response = send("POST", "/chaos/faults", "hang jdbc duration=2h");
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(errors(response).toString()).contains("CHAOS_MAX_DURATION");
    }

    @Test
    void patchChangesActiveRateAndDurationOnly() throws Exception {
        send("POST", "/chaos/faults", LATENCY);
        HttpResponse<String> patched =
                send("PATCH", "/chaos/faults/slow", "{\"active\":false,\"rate\":\"50%\",\"duration\":\"1m30s\"}");
        assertThat(patched.statusCode()).isEqualTo(200);
        assertThat(object(patched).get("state")).isEqualTo("paused");
        assertThat(object(patched).get("remaining")).isEqualTo("1m30s");
        assertThat(engine.faults.get(0).fault().trigger().rate()).isEqualTo(0.5);
        HttpResponse<String> wrong = send(
                "PATCH",
                "/chaos/faults/slow",
                "{\"active\":\"no\",\"rate\":2,\"duration\":\"-PT1S\",\"delay\":\"1s\",\"service\":null}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(errors(wrong)).hasSize(5);
        assertThat(send("PATCH", "/chaos/faults/slow", "{}").statusCode()).isEqualTo(400);
        assertThat(send("PATCH", "/chaos/faults/slow", "x").statusCode()).isEqualTo(400);
    }

    @Test
    void aFaultIsPausedResumedAndDisarmed() throws Exception {
        send("POST", "/chaos/faults", LATENCY);
        assertThat(object(send("POST", "/chaos/faults/slow/pause", null)).get("state"))
                .isEqualTo("paused");
        assertThat(object(send("POST", "/chaos/faults/slow/resume", null)).get("state"))
                .isEqualTo("active");
        assertThat(send("DELETE", "/chaos/faults/slow", null).statusCode()).isEqualTo(204);
        Map<?, ?> shown = object(send("GET", "/chaos/faults/slow", null));
        assertThat(shown.get("state")).isEqualTo("ended");
        assertThat(shown.get("end")).isEqualTo("disarmed");
        assertThat((List<?>) Document.read(send("GET", "/chaos/faults", null).body()))
                .hasSize(1);
        assertThat(engine.armed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /chaos/faults/nobody",
        "PATCH, /chaos/faults/nobody",
        "DELETE, /chaos/faults/nobody",
        "POST, /chaos/faults/nobody/pause",
        "POST, /chaos/faults/nobody/resume",
        "GET, /chaos/nothing",
        "GET, /",
        "GET, /chaos/",
        "GET, /chaos/faults/a/b/c"
    })
    void unknownIdsAndPathsAreNotFound(String method, String path) throws Exception {
        HttpResponse<String> response = send(method, path, method.equals("PATCH") ? "{\"rate\":1}" : null);
        assertThat(response.statusCode()).isEqualTo(404);
        errors(response);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /chaos, GET",
        "GET, /chaos/stop, POST",
        "POST, /metrics, GET",
        "PUT, /chaos/faults, 'GET, POST'"
    })
    void otherMethodsAreNotAllowed(String method, String path, String allowed) throws Exception {
        HttpResponse<String> response = send(method, path, null);
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains(allowed);
        errors(response);
    }

    @Test
    void theFlatFormMeansTheMainCallsToAService() throws Exception {
        assertThat(send("POST", "/chaos/start", "{\"type\":\"latency\",\"service\":\"product\",\"duration\":\"300s\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(send("POST", "/chaos/start", "{\"type\":\"error\",\"rate\":0.5,\"service\":\"checkout\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(engine.faults.get(0).fault().target().kind().word()).isEqualTo("*");
        assertThat(engine.faults.get(1).fault().trigger().rate()).isEqualTo(0.5);
        HttpResponse<String> without = send("POST", "/chaos/start", "{\"type\":\"latency\"}");
        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(errors(without).toString()).contains("field=service");
        HttpResponse<String> own = send("POST", "/chaos/start", "{\"type\":\"latency\",\"service\":\"Shop\"}");
        assertThat(own.statusCode()).isEqualTo(501);
        errors(own);
        assertThat(send("POST", "/chaos/start", "{\"type\":\"hang\",\"target\":\"jdbc\",\"service\":\"shop\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void theKillSwitchEndsEverythingOrOne() throws Exception {
        send("POST", "/chaos/faults", LATENCY);
        send("POST", "/chaos/faults", "hang jdbc id=a");
        send("POST", "/chaos/faults", "hang jdbc id=b");
        assertThat(send("POST", "/chaos/stop", "{\"id\":\"a\"}").statusCode()).isEqualTo(200);
        assertThat(engine.armed()).hasSize(2);
        assertThat(object(send("POST", "/chaos/stop", null)).get("ended")).isEqualTo(2L);
        assertThat(engine.armed()).isEmpty();
        assertThat(engine.faults).allMatch(fault -> fault.end().orElseThrow() == ArmedFault.End.STOPPED);
        assertThat(send("POST", "/chaos/stop", "{\"id\":\"x\"}").statusCode()).isEqualTo(404);
        assertThat(send("POST", "/chaos/stop", "{\"all\":true}").statusCode()).isEqualTo(400);
        assertThat(send("POST", "/chaos/stop", "{\"id\":\"a\",\"latch\":true}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void heartbeatsRenewTheLeasesOfTheirOwner() throws Exception {
        send("POST", "/chaos/faults", "hang jdbc lease=10s");
        send("POST", "/chaos/faults", "hang jdbc lease=10s owner=x");
        send("POST", "/chaos/faults", "hang redis lease=10s owner=x");
        assertThat(object(send("POST", "/chaos/heartbeat", null)).get("renewed"))
                .isEqualTo(1L);
        assertThat(object(send("POST", "/chaos/heartbeat", "{\"owner\":\"x\"}")).get("renewed"))
                .isEqualTo(2L);
    }

    @Test
    void callsAreListedOrHintAtObserving() throws Exception {
        Map<?, ?> none = object(send("GET", "/chaos/calls", null));
        assertThat(none.get("calls")).isEqualTo(List.of());
        assertThat(none.get("hint").toString()).contains("observe * duration=30s");
        engine.rows.add(
                new CallRow("jdbc execute", Set.of("orders"), "select ?", 3, 1, 1_500_000, 2_000_000, 3_000_000));
        Map<?, ?> some = object(send("GET", "/chaos/calls", null));
        assertThat(some.get("observedFor")).isEqualTo("30s");
        assertThat(some.containsKey("hint")).isFalse();
        assertThat(((List<?>) some.get("calls")).get(0).toString())
                .contains("operation=jdbc execute")
                .contains("p50=1.5ms");
    }

    @Test
    void explainTellsHitsAndMisses() throws Exception {
        Map<?, ?> explained = object(send("POST", "/chaos/explain", LATENCY));
        assertThat(explained.get("hits")).isEqualTo(2L);
        assertThat(explained.get("misses").toString())
                .isEqualTo("[{count=1, condition=service, wanted=orders, seen=h2:mem}]");
        assertThat(explained.get("hint")).isEqualTo("try service h2:mem");
        assertThat(engine.faults).isEmpty();
    }

    @Test
    void eventsListInjectionsAndActionsWithWhoDidIt() throws Exception {
        engine.injections.add(new Injection(
                Instant.parse("2026-11-20T10:00:00Z"),
                "slow",
                FaultType.LATENCY,
                Operation.JDBC_EXECUTE,
                Set.of("db"),
                5,
                "passed",
                "main"));
        send("POST", "/chaos/faults", LATENCY, "secret-b");
        HttpResponse<String> response = send("GET", "/chaos/events", null);
        assertThat(response.body())
                .contains("\"event\":\"injection\"")
                .contains("\"event\":\"armed\"")
                .contains("\"name\":\"bob\"")
                .doesNotContain("secret");
    }

    @Test
    void livenessNeedsNoToken() throws Exception {
        HttpResponse<String> response = send("GET", "/chaos/live", null, null);
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret-", "secret-A", "secret-aa", "secret-c", "alice:secret-a"})
    void withoutTheRightTokenNothingIsAnswered(String token) throws Exception {
        HttpResponse<String> response = send("GET", "/chaos", null, token.isEmpty() ? null : token);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        errors(response);
        assertThat(send("GET", "/metrics", null, null).statusCode()).isEqualTo(401);
        assertThat(send("GET", "/chaos/live/", null, null).statusCode()).isEqualTo(401);
    }

    @Test
    void theReadTokenOnlyReads() throws Exception {
        assertThat(send("GET", "/chaos", null, "only-look").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/metrics", null, "only-look").statusCode()).isEqualTo(200);
        HttpResponse<String> response = send("POST", "/chaos/stop", null, "only-look");
        assertThat(response.statusCode()).isEqualTo(403);
        errors(response);
    }
}
