package io.github.chaos4j.sidecar.attach;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.github.chaos4j.sidecar.output.CommandFailure;
import io.github.chaos4j.sidecar.output.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Brings the agent into a running JVM by the attach API. The only class that sees module {@code jdk.attach}, which
 * not every Java runtime has.
 */
final class Attachment {
    private final TargetProcess target;
    private final CarriedAgent agent;

    Attachment(TargetProcess target, CarriedAgent agent) {
        this.target = target;
        this.agent = agent;
    }

    /** Returns the system properties of the target when the agent has come in. */
    Properties load(String agentArguments) {
        VirtualMachine jvm = attach();
        try (AutoCloseable detach = jvm::detach) {
            Properties properties = jvm.getSystemProperties();
            Path jar = agent.putFor(target.files(), places(properties), target.uid());
            jvm.loadAgent(jar.toString(), agentArguments);
            return properties;
        } catch (CommandFailure failure) {
            throw failure;
        } catch (AgentInitializationException threw) {
            throw failed("the agent came in and failed; the process's stderr tells why", threw);
        } catch (AgentLoadException refused) {
            throw failed("the process did not load the agent", refused);
        } catch (Exception broken) {
            throw failed("the process broke off", broken);
        }
    }

    private VirtualMachine attach() {
        removeStaleSocket();
        try {
            return VirtualMachine.attach(Long.toString(target.pid()));
        } catch (AttachNotSupportedException | IOException silent) {
            throw failed(
                    "the process does not answer; it may be stopped, in a long pause, or run with"
                            + " -XX:+DisableAttachMechanism",
                    silent);
        }
    }

    /**
     * A JVM that was killed leaves its socket in {@code /tmp}. One of the same process id removes it at its start,
     * unless it runs as another user; then every attach would be refused.
     */
    private void removeStaleSocket() {
        Path socket = target.files()
                .seenFromHere(Path.of("/tmp/.java_pid" + target.files().namespacedPid()));
        try {
            if (Files.exists(socket) && !Files.getAttribute(socket, "unix:uid").equals(target.uid())) {
                Files.delete(socket);
            }
        } catch (IOException | UnsupportedOperationException notOurs) {
            throw failed(
                    "the socket " + socket + " is of a process that is gone, and cannot be removed: remove it as root",
                    notOurs);
        }
    }

    /** Where the target may find the jar: a container's root is often read-only, its shared memory seldom is. */
    private static List<Path> places(Properties properties) {
        return Stream.of(properties.getProperty("java.io.tmpdir", "/tmp"), "/tmp", "/var/tmp", "/dev/shm")
                .distinct()
                .map(Path::of)
                .filter(Path::isAbsolute)
                .toList();
    }

    private CommandFailure failed(String what, Exception cause) {
        return new CommandFailure(
                ExitCode.ATTACH_FAILED,
                "attaching to process " + target.pid() + " failed: " + what,
                "  " + cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }
}
