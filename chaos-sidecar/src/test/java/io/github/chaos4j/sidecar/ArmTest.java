package io.github.chaos4j.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.sidecar.CommandRun.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArmTest {
    private static final String ARMED = """
            {"id":"slow","type":"latency","target":"jdbc","service":"orders-db","delay":"200ms","duration":"5m",
             "state":"%s","remaining":"%s","matched":4,"injected":3%s}""";

    @TempDir
    Path temporaryDirectory;

    private final StubAgent agent = new StubAgent();

    @AfterEach
    void closeAgent() {
        agent.close();
    }

    private CommandRun chaos(String typed, String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(1, List.of("--url", agent.url().toString()));
        return Place.withToken(temporaryDirectory).typing(typed).chaos(words.toArray(String[]::new));
    }

    private String sent() {
        return agent.requests().get(0).body();
    }

    @Test
    void theWordsOfTheCommandLineAreTheShortForm() {
        agent.when("POST /chaos/faults", 201, ARMED.formatted("active", "5m", ""));

        CommandRun run = chaos("", "arm", "latency", "jdbc", "orders-db", "delay=200ms", "duration=5m", "id=slow");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .matches(
                        "armed slow: latency jdbc orders-db delay=200ms duration=5m, until \\d\\d:\\d\\d(:\\d\\d)? \\(5m\\)\\R");
        assertThat(sent())
                .contains("\"id\":\"slow\"", "\"type\":\"latency\"", "\"target\":\"jdbc\"", "\"service\":\"orders-db\"")
                .contains("\"delay\":\"200ms\"", "\"duration\":\"5m\"");
    }

    @Test
    void aValueWithSpacesNeedsNoQuotesBesideTheShellsOwn() {
        agent.when("POST /chaos/faults", 201, ARMED.formatted("active", "5m", ""));

        chaos("", "arm", "response", "http", "product", "status=503", "body=say \"no\"", "header.Retry-After=7");

        assertThat(sent()).contains("\"body\":\"say \\\"no\\\"\"", "\"headers\":{\"Retry-After\":\"7\"}");
    }

    @Test
    void aWholeShortFormInOneWordIsTheSame() {
        agent.when("POST /chaos/faults", 201, ARMED.formatted("active", "5m", ""));

        chaos("", "arm", "latency jdbc match.statement=\"select * from orders*\" delay=1s");

        assertThat(sent()).contains("\"statement\":\"select * from orders*\"");
    }

    @Test
    void aFaultThatWaitsForItsTargetSaysSo() {
        agent.when("POST /chaos/faults", 201, ARMED.formatted("waiting", "5m", ""));

        assertThat(chaos("", "arm", "exhaustion", "pool", "orders-pool").out())
                .contains("waiting: nothing that it is aimed at has been seen yet");
    }

    @Test
    void everythingWrongWithAFaultIsSaidAtOnceAndNothingIsSent() {
        CommandRun run = chaos("", "arm", "latency", "jdbc", "delay=2 sec", "rate=7");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(2);
        assertThat(run.err()).contains("delay \"2 sec\"", "rate \"7\"");
        assertThat(agent.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    latency jdbc delay=1s                      | one
                    {"type":"latency","target":"jdbc"}          | one
                    type: latency                               | one
                    [{"type":"latency","target":"jdbc"}]        | list
                    - {type: latency, target: jdbc}             | list
                    """)
    void aFileMayBeShortFormsYamlOrJson(String text, String shape) throws IOException {
        agent.when("POST /chaos/faults", 201, ARMED.formatted("active", "5m", ""));
        String whole = text.equals("type: latency") ? "# slow\ntype: latency\ntarget: jdbc\n" : text;
        Path file = Files.writeString(temporaryDirectory.resolve("faults"), whole);

        assertThat(chaos("", "arm", "--file", file.toString()).err()).isEmpty();
        assertThat(chaos(whole, "arm", "--file", "-").exitCode()).isZero();
        assertThat(sent()).startsWith(shape.equals("list") ? "[{" : "{").contains("\"type\":\"latency\"");
        assertThat(agent.requests()).hasSize(2);
    }

    @Test
    void severalLinesAreArmedTogether() {
        String answer = ARMED.formatted("active", "5m", "");
        agent.when("POST /chaos/faults", 201, "[" + answer + "," + answer + "]");

        CommandRun run = chaos("latency jdbc\n# and\nhang redis\n", "arm", "--file", "-");

        assertThat(run.out().lines()).hasSize(2);
        assertThat(agent.requests()).hasSize(1);
        assertThat(sent()).startsWith("[{").contains("\"type\":\"hang\"");
    }

    @Test
    void aFileThatHoldsNoFaultsIsUsage() throws IOException {
        assertThat(chaos("", "arm", "--file", temporaryDirectory + "/none").err())
                .contains("cannot be read");
        assertThat(chaos("", "arm", "--file", "-").err()).contains("holds no fault");
        assertThat(chaos("{\"type\": [", "arm", "--file", "-").err()).contains("neither JSON nor YAML");
        assertThat(chaos("latency jdbc delay=x\nerror http kind=y", "arm", "--file", "-")
                        .err())
                .contains("[0].delay \"x\"", "[1].kind \"y\"");
        assertThat(agent.requests()).isEmpty();
    }

    @Test
    void aDryRunIsOnlyChecked() {
        agent.when("POST /chaos/faults?dryRun=true", 200, ARMED.formatted("", "", ""));

        assertThat(chaos("", "arm", "--dry-run", "latency", "jdbc").out()).startsWith("sound; nothing was armed");
        assertThat(agent.lines()).containsExactly("POST /chaos/faults?dryRun=true");
    }

    @Test
    void replacingPutsToTheFaultsOwnPath() {
        agent.when("PUT /chaos/faults/slow", 200, ARMED.formatted("active", "5m", ""));

        assertThat(chaos("", "arm", "--replace", "latency", "jdbc", "id=slow").out())
                .startsWith("armed slow");
        assertThat(chaos("", "arm", "--replace", "latency", "jdbc").err()).contains("with an id");
        assertThat(agent.lines()).containsExactly("PUT /chaos/faults/slow");
    }

    @Test
    void waitingStaysUntilTheFaultHasEnded() {
        agent.when("POST /chaos/faults", 201, ARMED.formatted("active", "40ms", ""))
                .when("GET /chaos/faults/slow", 200, ARMED.formatted("active", "20ms", ""))
                .when("GET /chaos/faults/slow", 200, ARMED.formatted("ended", "0ms", ",\"end\":\"expired\""));

        CommandRun run = chaos("", "arm", "--wait", "latency", "jdbc");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).endsWith("ended slow: expired, 3 injected of 4 matched" + System.lineSeparator());
        assertThat(agent.lines())
                .containsExactly("POST /chaos/faults", "GET /chaos/faults/slow", "GET /chaos/faults/slow");
    }

    @Test
    void explainShowsHitsMissesAndTheHint() {
        agent.when("POST /chaos/explain", 200, """
                {"hits":0,"misses":[{"count":12,"condition":"match.statement","wanted":"select * from order",
                 "seen":"select * from orders where id = ?"}],"hint":"end the pattern with *"}""");

        CommandRun run = chaos("", "explain", "latency", "jdbc", "match.statement=select * from order");

        assertThat(run.out().lines())
                .containsExactly(
                        "would have hit 0 observed calls",
                        "MISSES  CONDITION        WANTED               SEEN",
                        "12      match.statement  select * from order  select * from orders where id = ?",
                        "hint: end the pattern with *");
        assertThat(chaos("", "explain", "latency", "jdbc", "delay=x").exitCode())
                .isEqualTo(2);
    }
}
