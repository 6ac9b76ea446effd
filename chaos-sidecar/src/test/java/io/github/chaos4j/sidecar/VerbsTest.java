package io.github.chaos4j.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.sidecar.CommandRun.Place;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerbsTest {
    private static final String STATUS = """
            {"version":"0.1.0","gate":{"open":true,"reason":""},
             "faults":[{"id":"slow","type":"latency","target":"jdbc","service":"orders-db","match":{"operation":"read"},
               "delay":"200ms","rate":0.5,"duration":"5m","state":"active","armedAt":"2026-11-20T10:00:00Z",
               "remaining":"4m12s","matched":12,"injected":6,"lastMiss":null}],
             "clients":[{"name":"jdbc","woven":["org.h2.jdbc.JdbcStatement","org.h2.jdbc.JdbcPreparedStatement"],
               "adapter":"ready","reason":""},
               {"name":"redis","woven":[],"adapter":"unavailable","reason":"no class Foo"},
               {"name":"okhttp","woven":[],"adapter":"unloaded","reason":""}],
             "warnings":["CHAOS_RATE is unknown, nearest is CHAOS_MAX_RATE"]}""";

    @TempDir
    Path temporaryDirectory;

    private final StubAgent agent = new StubAgent();
    private Place place;

    @BeforeEach
    void atThePlaceWithTheToken() {
        place = Place.withToken(temporaryDirectory);
    }

    @AfterEach
    void closeAgent() {
        agent.close();
    }

    private CommandRun chaos(String verb, String... arguments) {
        List<String> words =
                new java.util.ArrayList<>(List.of(verb, "--url", agent.url().toString()));
        words.addAll(List.of(arguments));
        return place.chaos(words.toArray(String[]::new));
    }

    @Test
    void statusShowsGateClientsFaultsAndWarnings() {
        agent.when("GET /chaos", 200, STATUS);

        CommandRun run = chaos("status");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .contains(
                        "gate     open",
                        "CLIENT  ADAPTER                    WOVEN",
                        "jdbc    ready                      org.h2.jdbc.JdbcStatement and 1 more",
                        "redis   unavailable: no class Foo  -",
                        "not seen in this process: okhttp",
                        "FAULT  STATE   MATCHED  INJECTED  REMAINING  WHAT",
                        "slow   active  12       6         4m12s      latency jdbc orders-db match.operation=read"
                                + " delay=200ms rate=0.5 duration=5m",
                        "warning CHAOS_RATE is unknown, nearest is CHAOS_MAX_RATE");
    }

    @Test
    void statusAsJsonIsTheAgentsAnswerToTheLetter() {
        agent.when("GET /chaos", 200, STATUS);

        assertThat(chaos("status", "--json").out()).isEqualTo(STATUS + System.lineSeparator());
    }

    @Test
    void statusInColourShowsTheSameText() {
        agent.when("GET /chaos", 200, STATUS);

        String coloured = chaos("status", "--color=always").out();

        assertThat(coloured).contains("\u001b[32mactive\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
                .isEqualTo(chaos("status").out());
    }

    @Test
    void controlCharactersFromTheAgentDoNotReachTheTerminal() {
        agent.when("GET /chaos", 200, "{\"warnings\":[\"a\\u001b]0;evil\\u0007b\\u001b[2J\"]}");

        assertThat(chaos("status").out()).contains("a?]0;evil?b?[2J");
        assertThat(chaos("status", "--color=always").out()).contains("a?]0;evil?b?[2J");
    }

    @Test
    void verifyAsksTheAgentToCheckItsWeavingAndFailsWithIt() {
        agent.when(
                "GET /chaos?verify=true",
                200,
                "{\"gate\":{\"open\":true},\"selfCheck\":{\"state\":\"failed\",\"reason\":\"advice not reached\"}}");

        CommandRun run = chaos("status", "--verify");

        assertThat(run.exitCode()).isEqualTo(7);
        assertThat(run.out()).contains("weaving  failed: advice not reached");
    }

    @Test
    void disarmDeletesEachFault() {
        agent.when("DELETE /chaos/faults/a", 204, "").when("DELETE /chaos/faults/b", 204, "");

        CommandRun run = chaos("disarm", "a", "b");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).containsExactly("disarmed a", "disarmed b");
    }

    @Test
    void disarmOfAnUnknownFaultGoesOnWithTheNext() {
        agent.when("DELETE /chaos/faults/a", 404, StubAgent.errors("id", "a", "there is no fault a"))
                .when("DELETE /chaos/faults/b", 204, "");

        CommandRun run = chaos("disarm", "a", "b");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines()).containsExactly("disarmed b");
        assertThat(run.err().lines()).containsExactly("id \"a\": there is no fault a");
    }

    @Test
    void anIdThatWouldNameAnotherResourceIsNotSent() {
        CommandRun run = chaos("disarm", "../stop");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("\"../stop\" is no id of a fault");
        assertThat(chaos("pause", "..").exitCode()).isEqualTo(2);
        assertThat(agent.requests()).isEmpty();
    }

    @Test
    void pauseAndResumePostToTheFault() {
        agent.when("POST /chaos/faults/a/pause", 200, "{}").when("POST /chaos/faults/a/resume", 200, "{}");

        assertThat(chaos("pause", "a").out()).startsWith("paused a");
        assertThat(chaos("resume", "a").out()).startsWith("resumed a");
        assertThat(agent.lines()).containsExactly("POST /chaos/faults/a/pause", "POST /chaos/faults/a/resume");
    }

    @Test
    void stopNeedsNoBody() {
        agent.when("POST /chaos/stop", 200, "{\"ended\":2}");

        CommandRun run = chaos("stop");

        assertThat(run.out()).startsWith("stopped " + agent.url() + ": 2 faults ended");
        assertThat(agent.requests()).containsExactly(new StubAgent.Request("POST /chaos/stop", ""));
    }

    @Test
    void stopWithLatchClosesTheGate() {
        agent.when("POST /chaos/stop", 200, "{\"ended\":2}");

        CommandRun run = chaos("stop", "--latch");

        assertThat(run.out()).contains("gate closed");
        assertThat(agent.requests()).containsExactly(new StubAgent.Request("POST /chaos/stop", "{\"latch\":true}"));
    }

    @Test
    void callsAreATable() {
        agent.when("GET /chaos/calls", 200, """
                {"observedFor":"30s","calls":[{"operation":"jdbc.execute","services":["orders","localhost"],
                 "detail":"select * from orders where id = ?","count":7,"errors":1,"p50":"2.5ms","p99":"9ms","max":"9ms"}]}
                """);

        assertThat(chaos("calls").out().lines())
                .containsExactly(
                        "OPERATION     SERVICE            COUNT  ERRORS  P50    P99  MAX  WHAT",
                        "jdbc.execute  orders, localhost  7      1       2.5ms  9ms  9ms  select * from orders where id = ?",
                        "observed for 30s");
    }

    @Test
    void callsWithNothingObservedShowTheHint() {
        agent.when("GET /chaos/calls", 200, "{\"calls\":[],\"hint\":\"arm: observe * duration=30s\"}");

        assertThat(chaos("calls").out().lines())
                .containsExactly("no call was observed", "hint: arm: observe * duration=30s");
    }

    @Test
    void eventsAreLines() {
        agent.when("GET /chaos/events", 200, "[{\"at\":\"10:00\",\"fault\":\"slow\",\"detail\":\"\"}]");

        assertThat(chaos("events").out().lines()).containsExactly("at=10:00  fault=slow");
    }

    @Test
    void followedEventsArePrintedUntilTheStreamEnds() {
        agent.when(
                "GET /chaos/events", 200, "event: injection\ndata: {\"fault\":\"a\"}\n\ndata: {\"fault\":\"b\"}\n\n");

        assertThat(chaos("events", "--follow").out().lines()).containsExactly("fault=a", "fault=b");
        assertThat(chaos("events", "--follow", "--json").out().lines())
                .containsExactly("{\"fault\":\"a\"}", "{\"fault\":\"b\"}");
    }

    @Test
    void completionIsAScriptThatNamesEveryVerb() {
        CommandRun run = place.chaos("completion");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("complete -F _complete_chaos", "disarm", "--token-file");
    }

    @Test
    void attachingWithoutConsentSendsNothingToTheProcess() {
        CommandRun run =
                place.chaos("attach", Long.toString(ProcessHandle.current().pid()));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("nothing was sent to it", "--enable");
    }

    @Test
    void attachingToNoProcessIsTold() {
        CommandRun run = place.chaos("attach", "999999999", "--enable");

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("no such process: 999999999");
    }
}
