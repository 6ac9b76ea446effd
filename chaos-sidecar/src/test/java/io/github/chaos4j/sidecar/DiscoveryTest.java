package io.github.chaos4j.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.sidecar.CommandRun.Place;
import io.github.chaos4j.sidecar.agent.AgentDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryTest {
    @TempDir
    Path temporaryDirectory;

    private final StubAgent agent = new StubAgent().when("GET /chaos", 200, "{\"version\":\"9\"}");

    @AfterEach
    void closeAgent() {
        agent.close();
    }

    private void announce(long pid, URI url) throws IOException {
        Path directory = Files.createDirectories(temporaryDirectory.resolve("chaos4j-me"));
        announce(pid, url, Files.writeString(directory.resolve(pid + ".token"), "ops:" + StubAgent.TOKEN + "\n"));
    }

    private void announce(long pid, URI url, Path token) throws IOException {
        Path directory = temporaryDirectory.resolve("chaos4j-me");
        Files.writeString(
                directory.resolve(pid + ".json"),
                "{\"url\":\"" + url + "\",\"tokenFile\":\"" + token + "\",\"mainClass\":\"shop.Main\"}");
    }

    private CommandRun chaos(String... arguments) {
        return new Place(Map.of(), temporaryDirectory, "").chaos(arguments);
    }

    @Test
    void theOnlyAgentNeedsNoNameAndItsTokenFileIsRead() throws IOException {
        announce(42, agent.url());

        CommandRun run = chaos("status");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("agent    pid 42 shop.Main " + agent.url() + ", version 9");
    }

    @Test
    void withoutAnAgentTheRemediesAreNamed() {
        CommandRun run = chaos("status");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("no agent found in " + temporaryDirectory, "--url", "chaos attach");
    }

    @Test
    void ofSeveralAgentsOneMustBeNamed() throws IOException {
        announce(42, agent.url());
        announce(43, URI.create("http://127.0.0.1:1"));

        CommandRun run = chaos("status");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--pid", "pid 42 shop.Main", "pid 43 shop.Main");
        assertThat(chaos("status", "--pid", "42").exitCode()).isZero();
    }

    @Test
    void aProcessWithoutAgentIsTold() {
        CommandRun run =
                chaos("status", "--pid", Long.toString(ProcessHandle.current().pid()));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("no agent in process", "chaos attach");
    }

    @Test
    void stopOfAllGoesOnWhereOneDoesNotAnswer() throws IOException {
        announce(41, URI.create("http://127.0.0.1:1"));
        announce(42, agent.url());
        agent.when("POST /chaos/stop", 200, "{}");

        CommandRun run = chaos("stop", "--all");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).contains("stopped pid 42");
        assertThat(run.err()).contains("no answer from the agent at pid 41");
    }

    @Test
    void agentsListsThemAndWhetherTheyAnswer() throws IOException {
        announce(41, URI.create("http://127.0.0.1:1"));
        announce(42, agent.url());

        assertThat(chaos("agents").out().lines().skip(1))
                .containsExactly(
                        "41   no       http://127.0.0.1:1"
                                + " ".repeat(agent.url().toString().length() - 16) + "shop.Main",
                        "42   yes      " + agent.url() + "  shop.Main");
        assertThat(chaos("agents", "--json").out()).contains("\"pid\":42", "\"answers\":true");
        assertThat(agent.lines()).containsOnly("GET /chaos/live");
    }

    @Test
    void aKilledAgentsFileIsPassedOver() throws IOException {
        announce(41, agent.url());
        announce(42, agent.url());

        assertThat(new AgentDirectory(
                                temporaryDirectory,
                                pid -> Optional.of(Instant.EPOCH).filter(any -> pid == 42))
                        .list())
                .extracting(found -> found.pid().getAsLong())
                .containsExactly(42L);
    }

    @Test
    void theFileOfAKilledAgentWhoseIdAnotherProcessHasNowIsPassedOver() throws IOException {
        announce(42, agent.url());

        assertThat(new AgentDirectory(
                                temporaryDirectory,
                                pid -> Optional.of(Instant.now().plusSeconds(60)))
                        .list())
                .isEmpty();
    }

    @Test
    void aFileThatIsNotAnAgentsIsPassedOver() throws IOException {
        Path directory = Files.createDirectories(temporaryDirectory.resolve("chaos4j-me"));
        Files.writeString(directory.resolve("7.json"), "{{{");
        Files.writeString(directory.resolve("seven.json"), "{\"url\":\"http://127.0.0.1:1\"}");
        Files.writeString(directory.resolve("8.json"), "{\"tokenFile\":\"/none\"}");

        assertThat(new AgentDirectory(temporaryDirectory, pid -> Optional.of(Instant.EPOCH)).list())
                .isEmpty();
    }

    @Test
    void aTokenFileOfAnotherOwnerIsNotRead() throws IOException {
        Path directory = Files.createDirectories(temporaryDirectory.resolve("chaos4j-me"));
        Path foreign = Files.writeString(temporaryDirectory.resolve("secret"), "root-secret");
        org.junit.jupiter.api.Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")), "only root can give files away");
        Files.setOwner(
                foreign, foreign.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("daemon"));
        Path link = Files.createSymbolicLink(directory.resolve("9.token"), foreign);
        announce(7, agent.url(), foreign);
        announce(8, agent.url(), directory.resolve("none"));
        announce(9, agent.url(), link);

        assertThat(new AgentDirectory(temporaryDirectory, pid -> Optional.of(Instant.EPOCH)).list())
                .hasSize(3)
                .allSatisfy(found -> assertThat(found.findTokenFile()).isEmpty());
    }
}
