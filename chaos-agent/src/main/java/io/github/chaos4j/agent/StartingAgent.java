package io.github.chaos4j.agent;

import io.github.chaos4j.agent.control.Settings;
import io.github.chaos4j.agent.gate.GateDefiner;
import io.github.chaos4j.api.RuntimeBinding;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * Installs the agent beside the start of the application, which need not wait for it as long as nothing is armed:
 * classes that are loaded meanwhile are swept afterwards, and who uses the API waits for the installation.
 */
final class StartingAgent extends Thread {
    private static volatile @Nullable StartingAgent beginning;

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
        StartingAgent agent = new StartingAgent(instrumentation, settings);
        beginning = agent;
        GateDefiner.define(instrumentation);
        PendingCommands.open();
        RuntimeBinding.bindAfter(new Runnable() {
            @Override
            public void run() {
                await();
            }
        });
        agent.start();
    }

    /** Returns when no installation is under way. */
    static void await() {
        StartingAgent agent = beginning;
        if (agent != null && agent != Thread.currentThread()) {
            agent.awaitEnd();
        }
    }

    @Override
    public void run() {
        try {
            ChaosAgent.install(instrumentation, settings);
        } catch (Throwable failure) {
            System.err.println("chaos4j stays out: ".concat(String.valueOf(failure)));
        } finally {
            PendingCommands.close();
            RuntimeBinding.bindAfter(null);
            beginning = null;
        }
    }

    /** Waits without giving up: the installation ends in any case, and an interrupt is the application's matter. */
    private void awaitEnd() {
        boolean isInterrupted = false;
        while (isAlive()) {
            try {
                join();
            } catch (InterruptedException later) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
