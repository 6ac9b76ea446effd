package io.github.chaos4j.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.sidecar.CommandRun.Place;
import io.github.chaos4j.sidecar.output.ExitCode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {
    @TempDir
    Path temporaryDirectory;

    @ParameterizedTest
    @CsvSource({"400,1", "404,1", "409,1", "413,1", "422,1", "501,6", "500,6", "401,4", "403,4", "302,6"})
    void theExitCodeTellsWhatKindOfRefusalItWas(int status, int exitCode) {
        try (StubAgent agent = new StubAgent()) {
            agent.when("GET /chaos", status, StubAgent.errors("gate", "closed", "CHAOS_ENABLED is not true"));

            CommandRun run = Place.withToken(temporaryDirectory)
                    .chaos("status", "--url", agent.url().toString());

            assertThat(run.exitCode()).isEqualTo(exitCode);
            assertThat(run.err()).contains("CHAOS_ENABLED is not true");
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void everyErrorOfTheAgentIsALineWithFieldValueAndMessage() {
        try (StubAgent agent = new StubAgent()) {
            agent.when("GET /chaos", 400, """
                    {"errors":[{"field":"delay","value":"2 sec","message":"delay \\"2 sec\\" is not a duration"},
                     {"field":"rate","value":"7","message":"must be above 0 and at most 1"}]}""");

            CommandRun run = Place.withToken(temporaryDirectory)
                    .chaos("status", "--url", agent.url().toString());

            assertThat(run.err().lines())
                    .containsExactly("delay \"2 sec\" is not a duration", "rate \"7\": must be above 0 and at most 1");
        }
    }

    @Test
    void asJsonARefusalIsTheAgentsAnswerAndItsLinesStayOnStderr() {
        try (StubAgent agent = new StubAgent()) {
            String answer = StubAgent.errors("gate", "closed", "flag file says false");
            agent.when("GET /chaos", 409, answer);

            CommandRun run = Place.withToken(temporaryDirectory)
                    .chaos("status", "--json", "--url", agent.url().toString());

            assertThat(run.out().strip()).isEqualTo(answer);
            assertThat(run.err()).contains("flag file says false");
        }
    }

    @Test
    void withoutATokenTheRemedyNamesWhereToGiveIt() {
        try (StubAgent agent = new StubAgent()) {
            CommandRun run = new Place(Map.of(), temporaryDirectory, "")
                    .chaos("status", "--url", agent.url().toString());

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err()).contains("a bearer token is needed", "--token-file");
        }
    }

    @Test
    void aWrongTokenIsSaidToBeWrongAndNeverShown() {
        try (StubAgent agent = new StubAgent()) {
            CommandRun run = new Place(Map.of("CHAOS_TOKEN", "wr0ng"), temporaryDirectory, "")
                    .chaos("status", "--url", agent.url().toString());

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err()).contains("not the one of this agent").doesNotContain("wr0ng");
        }
    }

    @Test
    void anUnreadableTokenFileIsNotAuthorised() {
        CommandRun run = Place.withToken(temporaryDirectory)
                .chaos("status", "--url", "http://127.0.0.1:1", "--token-file", temporaryDirectory + "/none");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("cannot read the token file " + temporaryDirectory + "/none");
    }

    @Test
    void nobodyUnderThatUrlIsNoAgent() {
        StubAgent gone = new StubAgent();
        gone.close();

        CommandRun run = Place.withToken(temporaryDirectory)
                .chaos("status", "--url", gone.url().toString());

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("no answer from the agent at " + gone.url());
    }

    @Test
    void anotherServerThanAnAgentIsTold() {
        try (StubAgent agent = new StubAgent()) {
            agent.when("GET /chaos", 200, "<html>{</html>: [");

            CommandRun run = Place.withToken(temporaryDirectory)
                    .chaos("status", "--url", agent.url().toString());

            assertThat(run.exitCode()).isEqualTo(6);
            assertThat(run.err()).contains("is there really an agent");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "status --nonsense",
                "status extra",
                "status --pid abc",
                "status --pid 1 --url http://127.0.0.1:1",
                "status --url ftp://127.0.0.1",
                "status --url 127.0.0.1:8475",
                "status --color=pink",
                "arm",
                "arm --file",
                "arm --file faults.yaml latency jdbc",
                "disarm",
                "disarm a/b",
                "pause",
                "resume",
                "stop now",
                "explain",
                "calls x",
                "events x",
                "agents x",
                "attach",
                "attach x",
                "attach 1 2",
                "attach 1 --set",
                "attach 1 --set novalue",
                "completion x"
            })
    void aCommandLineThatIsWrittenWronglyIsUsage(String line) {
        CommandRun run = Place.withToken(temporaryDirectory).chaos(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isNotBlank();
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "arm",
                "disarm",
                "pause",
                "resume",
                "stop",
                "explain",
                "calls",
                "events",
                "agents",
                "completion"
            })
    void theHelpOfEveryVerbListsTheExitCodes(String verb) {
        CommandRun run = Place.withToken(temporaryDirectory).chaos(verb, "--help");

        assertThat(run.exitCode()).isZero();
        for (ExitCode code : ExitCode.values()) {
            assertThat(run.out().lines()).anyMatch(line -> line.matches("\\s*" + code.number() + "\\s.*"));
        }
    }
}
