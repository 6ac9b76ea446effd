package io.github.chaos4j.agent;

import io.github.chaos4j.agent.control.Settings;
import io.github.chaos4j.agent.gate.GateDefiner;
import io.github.chaos4j.api.text.TextProtocol;
import java.lang.instrument.Instrumentation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The agent's entry. However it comes in, with the JVM, by attach or from a test, there is one installation.
 * Thread-safe.
 *
 * <p>Runs before {@code main}: no JUL, no JMX, no NIO, nothing on stdout, and never an exception into the
 * application's start. Not enabled, it leaves the JVM as it found it.
 */
public final class ChaosAgent {
    private static @Nullable Installation installed;

    private ChaosAgent() {}

    /** Called by the JVM for {@code -javaagent}. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        if (!JdkTool.isRunning(System.getProperties())) {
            enter(arguments, instrumentation, true);
        }
    }

    /** Called by the JVM at attach. */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        enter(arguments, instrumentation, false);
    }

    private static void enter(@Nullable String arguments, Instrumentation instrumentation, boolean isStart) {
        try {
            Settings settings = Settings.read(arguments, System.getProperties(), System.getenv());
            Optional<String> refusal = settings.refusal();
            if (refusal.isPresent()) {
                System.err.println(refusal.get());
            } else if (settings.enabled() && isStart && !settings.armsAtStart()) {
                StartingAgent.begin(instrumentation, settings);
            } else if (settings.enabled()) {
                install(instrumentation, settings);
            }
        } catch (Throwable failure) {
            System.err.println("chaos4j stays out: ".concat(String.valueOf(failure)));
        }
    }

    /**
     * Installs the agent; without effect if it is installed already.
     *
     * @param arguments as after {@code -javaagent:chaos-agent.jar=}, for example {@code enabled=true,http=off}
     * @throws IllegalStateException if the agent must stay out, with the reason
     */
    public static void install(Instrumentation instrumentation, String arguments) {
        Settings settings = Settings.read(arguments, System.getProperties(), System.getenv());
        settings.refusal().ifPresent(refusal -> {
            throw new IllegalStateException(refusal);
        });
        if (!settings.enabled()) {
            throw new IllegalStateException(
                    "chaos4j stays out: not enabled, or enabled=false in an agent argument, system property or environment"
                            + " variable; that wins over every enabled=true");
        }
        TextProtocol.awaitAgent();
        install(instrumentation, settings);
    }

    static synchronized void install(Instrumentation instrumentation, Settings settings) {
        if (installed == null) {
            // Installation links against the gate, so only after this
            GateDefiner.define(instrumentation);
            installed = Installation.of(instrumentation, settings);
        }
    }

    /**
     * Ends every fault, gives back what is held and takes all woven code out again. The agent can be installed
     * anew. Without effect if it is not installed.
     */
    public static void uninstall() {
        TextProtocol.awaitAgent();
        remove();
    }

    private static synchronized void remove() {
        if (installed != null) {
            installed.remove();
            installed = null;
        }
    }
}
