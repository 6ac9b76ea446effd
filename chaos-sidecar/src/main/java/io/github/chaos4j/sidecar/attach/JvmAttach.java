package io.github.chaos4j.sidecar.attach;

import io.github.chaos4j.sidecar.agent.AgentAddress;
import io.github.chaos4j.sidecar.agent.TargetFiles;
import io.github.chaos4j.sidecar.output.CommandFailure;
import io.github.chaos4j.sidecar.output.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** The agent, brought into one running JVM. */
public final class JvmAttach {
    /** The agent leaves its file before the attach returns; a slow disk is all that is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final TargetProcess target;

    private JvmAttach(TargetProcess target) {
        this.target = target;
    }

    /**
     * Looks at the process, and sends it nothing.
     *
     * @throws CommandFailure if it cannot be attached to, with the remedy
     */
    public static JvmAttach to(long pid) {
        return new JvmAttach(TargetProcess.of(pid));
    }

    /** What the process was started with says about consent: {@code true}, {@code false} or nothing. */
    public Optional<String> consent() {
        return target.enabled();
    }

    /** The agent that is there already, if any. */
    public Optional<AgentAddress> present() {
        return target.files().findAgent();
    }

    /** What the JVM prints on its stderr because of the attach, or nothing. */
    public record Result(Optional<AgentAddress> agent, boolean warned, boolean inAnotherNetwork) {}

    /**
     * Brings the agent in.
     *
     * @param settings agent arguments by name
     */
    public Result load(Map<String, String> settings) {
        return load(settings, CarriedAgent.ofThisBuild());
    }

    Result load(Map<String, String> settings, CarriedAgent agent) {
        Properties properties = attached(arguments(settings), agent);
        Path temporaryDirectory = Path.of(properties.getProperty("java.io.tmpdir", "/tmp"));
        boolean silent = "off".equalsIgnoreCase(settings.get("http"));
        TargetFiles files = target.files();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<AgentAddress> found = files.findAgent(temporaryDirectory);
        while (found.isEmpty() && !silent && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            found = files.findAgent(temporaryDirectory);
        }
        boolean warns = Double.parseDouble(properties.getProperty("java.specification.version", "0")) >= 21;
        return new Result(found, warns && !target.expectsAgents(), files.inAnotherNetwork());
    }

    private Properties attached(String arguments, CarriedAgent agent) {
        try {
            return new Attachment(target, agent).load(arguments);
        } catch (NoClassDefFoundError withoutModule) {
            throw new CommandFailure(
                    ExitCode.ATTACH_FAILED,
                    "this Java runtime has no module jdk.attach",
                    "run the chaos command with a JDK: " + System.getProperty("java.home") + " is none");
        }
    }

    /** {@code name=value} with commas between; quotes around a value that has commas of its own. */
    private static String arguments(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "="
                        + (setting.getValue().contains(",") ? '"' + setting.getValue() + '"' : setting.getValue()))
                .collect(Collectors.joining(","));
    }
}
