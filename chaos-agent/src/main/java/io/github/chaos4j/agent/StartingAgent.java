package io.github.chaos4j.agent;

import io.github.chaos4j.agent.control.Settings;
import io.github.chaos4j.api.text.TextProtocol;
import java.lang.instrument.Instrumentation;

/**
 * Installs the agent beside the start of the application, which need not wait for it as long as nothing is armed:
 * classes that are loaded meanwhile are swept afterwards, and who uses the API waits for the installation.
 */
final class StartingAgent extends Thread {
    private final Instrumentation instrumentation;
    private final Settings settings;

    private StartingAgent(Instrumentation instrumentation, Settings settings) {
        super(null, null, "chaos-start", 0, false);
        this.instrumentation = instrumentation;
        this.settings = settings;
        setDaemon(true);
        setContextClassLoader(ClassLoader.getSystemClassLoader());
    }

    static void begin(Instrumentation instrumentation, Settings settings) {
        System.setProperty(TextProtocol.STARTING, "true");
        new StartingAgent(instrumentation, settings).start();
    }

    @Override
    public void run() {
        try {
            ChaosAgent.install(instrumentation, settings);
        } catch (Throwable failure) {
            System.err.println("chaos4j stays out: ".concat(String.valueOf(failure)));
        } finally {
            System.clearProperty(TextProtocol.STARTING);
        }
    }
}
