package io.github.chaos4j.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.chaos4j.sidecar.attach.JvmAttach;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command against the packaged agent in a JVM that makes real calls. */
class ChaosCommandIT {
    @TempDir
    Path temporaryDirectory;

    private CommandRun chaos(String... arguments) {
        return Java.chaos(temporaryDirectory, List.of(), List.of(), arguments);
    }

    private RunningCaller withAgent() throws IOException {
        Path agent = temporaryDirectory.resolve("chaos-agent.jar");
        try (InputStream jar = JvmAttach.class.getResourceAsStream("chaos-agent.jar")) {
            Files.copy(jar, agent);
        }
        return RunningCaller.start(List.of(), temporaryDirectory, "-javaagent:" + agent + "=enabled=true");
    }

    private RunningCaller withoutAgent() throws IOException {
        return RunningCaller.start(List.of(), temporaryDirectory);
    }

    private static void ok(CommandRun run, String... parts) {
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        for (String part : parts) {
            assertThat(run.out()).contains(part);
        }
    }

    @Test
    void aFaultIsArmedSufferedSeenPausedAndDisarmed() throws IOException {
        try (RunningCaller caller = withAgent()) {
            assertThat(caller.call().what()).isEqualTo("204");
            ok(chaos("agents"), Long.toString(caller.pid()), "yes");
            ok(chaos("status"), "gate     open", "no fault is armed");

            ok(chaos("arm", "latency", "http", "127.0.0.1", "delay=400ms", "id=slow"), "armed slow: latency http");
            assertThat(caller.call().millis()).isGreaterThanOrEqualTo(400);
            ok(chaos("status"), "slow   active  1        1");
            ok(chaos("calls"), "127.0.0.1", "GET /stock/");
            ok(chaos("events"), "fault=slow");
            ok(chaos("explain", "error", "http", "match.method=GET"), "would have hit 1 observed call");
            ok(chaos("explain", "error", "http", "nobody"), "would have hit 0 observed calls", "service", "nobody");

            ok(chaos("pause", "slow"), "paused slow");
            assertThat(caller.call().millis()).isLessThan(400);
            ok(chaos("resume", "slow"), "resumed slow");
            assertThat(caller.call().millis()).isGreaterThanOrEqualTo(400);

            ok(chaos("arm", "--replace", "response", "http", "status=503", "id=slow"), "armed slow: response http");
            assertThat(caller.call().what()).isEqualTo("503");
            ok(chaos("disarm", "slow"), "disarmed slow");
            assertThat(caller.call().what()).isEqualTo("204");
        }
    }

    @Test
    void theWeavingIsVerifiedOnRequest() throws IOException {
        try (RunningCaller caller = withAgent()) {
            assertThat(caller.call().what()).isEqualTo("204");

            ok(chaos("status", "--verify"), "weaving  verified");
        }
    }

    @Test
    void whatIsRefusedHasItsExitCode() throws IOException {
        try (RunningCaller caller = withAgent()) {
            ok(chaos("arm", "latency", "http", "id=a"));
            assertThat(chaos("arm", "latency", "http", "id=a").exitCode()).isEqualTo(1);
            assertThat(chaos("disarm", "nobody").exitCode()).isEqualTo(1);
            assertThat(chaos("arm", "latency", "http", "duration=9h").err()).contains("duration");
            assertThat(chaos("arm", "latency", "smtp").exitCode()).isEqualTo(2);
            ok(chaos("arm", "--dry-run", "hang", "http"), "nothing was armed");

            Path wrong = Files.writeString(temporaryDirectory.resolve("wrong.token"), "no");
            assertThat(chaos("status", "--token-file", wrong.toString()).exitCode())
                    .isEqualTo(4);

            ok(chaos("stop", "--latch"), "1 fault ended", "gate closed");
            CommandRun refused = chaos("arm", "latency", "http");
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains("latch");
            assertThat(caller.call().what()).isEqualTo("204");
        }
        assertThat(chaos("status").exitCode()).isEqualTo(3);
    }

    @Test
    void theAgentIsAttachedOnceToARunningJvm() throws IOException {
        try (RunningCaller caller = withoutAgent()) {
            String pid = Long.toString(caller.pid());
            assertThat(caller.call().what()).isEqualTo("204");
            assertThat(chaos("attach", pid).exitCode()).isEqualTo(2);
            assertThat(chaos("status").exitCode()).isEqualTo(3);

            ok(
                    chaos("attach", pid, "--enable", "--set", "services=stock=127.0.0.1:*"),
                    "attached: pid " + pid,
                    "http://");
            ok(chaos("attach", pid, "--enable"), "an agent is there already");

            ok(chaos("arm", "error", "http", "stock", "status=503"));
            assertThat(caller.call().what()).isEqualTo("503");
            ok(chaos("stop"), "1 fault ended");
            assertThat(caller.call().what()).isEqualTo("204");
        }
    }

    @Test
    void anUnknownSettingKeepsTheAgentOutAndIsTold() throws IOException {
        try (RunningCaller caller = withoutAgent()) {
            CommandRun run = chaos("attach", Long.toString(caller.pid()), "--enable", "--set", "htpp=off");

            assertThat(run.exitCode()).isEqualTo(5);
            assertThat(run.err()).contains("stderr of process " + caller.pid());
        }
    }

    /** By SIGTERM, which to the JVM is the same: SIGINT is ignored below a shell's background job. */
    @Test
    void waitingInTheForegroundDisarmsWhenItIsTerminated() throws IOException, InterruptedException {
        try (RunningCaller caller = withAgent()) {
            Process waiting = Java.start(
                    temporaryDirectory,
                    List.of(),
                    List.of(),
                    "arm",
                    "--wait",
                    "response",
                    "http",
                    "status=503",
                    "id=w");
            BufferedReader out = waiting.inputReader();
            assertThat(out.readLine()).startsWith("armed w");
            assertThat(caller.call().what()).isEqualTo("503");

            assertThat(new ProcessBuilder("kill", "-TERM", Long.toString(waiting.pid()))
                            .start()
                            .waitFor())
                    .isZero();

            assertThat(out.lines()).contains("disarmed w");
            assertThat(waiting.waitFor()).isEqualTo(143);
            assertThat(caller.call().what()).isEqualTo("204");
        }
    }

    @Test
    void waitingInTheForegroundReturnsWhenTheFaultHasEnded() throws IOException {
        try (RunningCaller caller = withAgent()) {
            ok(chaos("arm", "--wait", "latency", "http", "duration=300ms", "id=w"), "ended w: expired");
            assertThat(caller.call().what()).isEqualTo("204");
        }
    }

    @Test
    void aJvmInAContainerOfThisHostIsAttachedAndSteeredByItsPid() throws IOException, InterruptedException {
        List<String> container = Container.prefix(Java.TEST_CLASSES);
        try (RunningCaller caller = RunningCaller.start(container, Path.of("/tmp"))) {
            String pid = Long.toString(caller.pid());

            ok(chaos("attach", pid, "--enable"), "attached: pid " + pid);
            ok(chaos("attach", pid, "--enable"), "an agent is there already");
            ok(chaos("arm", "--pid", pid, "response", "http", "status=503"));
            assertThat(caller.call().what()).isEqualTo("503");
        }
    }

    @Test
    void anotherUsersProcessIsToldWithTheRemedy() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can become another user");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
        List<String> nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        try (RunningCaller caller = withoutAgent()) {
            CommandRun run =
                    Java.chaos(Path.of("/tmp"), nobody, List.of(), "attach", Long.toString(caller.pid()), "--enable");

            assertThat(run.exitCode()).isEqualTo(5);
            assertThat(run.err()).contains("belongs to another user", "sudo -u '#0' chaos attach");
        }
    }

    @Test
    void aRuntimeWithoutTheAttachModuleIsToldAndEverythingElseWorks() throws IOException {
        List<String> small = List.of("--limit-modules", "java.base");
        try (RunningCaller caller = withoutAgent()) {
            CommandRun run =
                    Java.chaos(temporaryDirectory, List.of(), small, "attach", Long.toString(caller.pid()), "--enable");

            assertThat(run.exitCode()).isEqualTo(5);
            assertThat(run.err()).contains("no module jdk.attach", "with a JDK");
        }
        try (RunningCaller caller = withAgent()) {
            ok(Java.chaos(temporaryDirectory, List.of(), small, "status"), "pid " + caller.pid());
        }
    }

    @Test
    void theScriptStartsTheCommandFromAnywhere() throws IOException, InterruptedException {
        Path script = Java.CHAOS_JAR.resolve("../../../bin/chaos").normalize();
        Path link = Files.createSymbolicLink(temporaryDirectory.resolve("chaos"), script);
        Process process = new ProcessBuilder(link.toString(), "--version").start();

        assertThat(new String(process.getInputStream().readAllBytes())).startsWith("chaos 0.");
        assertThat(process.waitFor()).isZero();
        Files.delete(link);
    }
}
