package io.github.chaos4j.agent.control;

import io.github.chaos4j.agent.control.http.ControlApi;
import io.github.chaos4j.agent.control.jfr.FlightRecording;
import io.github.chaos4j.agent.control.jmx.JmxRegistration;
import io.github.chaos4j.agent.engine.Actor;
import io.github.chaos4j.agent.engine.EngineControl;
import io.github.chaos4j.api.ChaosRefusedException;
import io.github.chaos4j.api.InvalidFaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Everything by which this JVM is steered, started and stopped as one. In premain it only arms what the settings
 * ask for; sockets, files and JMX are the matter of its own daemon thread.
 */
public final class ControlPlane implements AutoCloseable {
    private static final long POLL_MILLIS = 1000;
    /** The MBean server costs a start more than everything else of ours together, and nobody asks for it at once. */
    private static final long MAIN_HAS_BEGUN_MILLIS = 1000;

    private final Control control;
    private final Thread thread;
    private @Nullable FaultFile file;
    private @Nullable ControlApi api;
    private @Nullable Discovery discovery;
    private @Nullable AutoCloseable jmx;
    private final CountDownLatch closed = new CountDownLatch(1);

    private ControlPlane(Control control) {
        this.control = control;
        this.thread = new Thread(null, null, "chaos-control", 0, false) {
            @Override
            public void run() {
                openCarriers();
                watch();
            }
        };
        thread.setDaemon(true);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    }

    /** Never throws for what goes wrong with a carrier: that shows in status and on stderr. */
    public static ControlPlane start(
            Settings settings, ConsentGate gate, EngineControl engine, EngineControl.About about) {
        Control control = new Control(settings, gate, engine, about);
        control.actions().listen(new Audit(settings.value(Setting.AUDIT), control));
        ControlPlane plane = new ControlPlane(control);
        plane.armFromSettings();
        plane.thread.start();
        return plane;
    }

    /** Faults from the start are armed before the application begins. */
    private void armFromSettings() {
        String faults = control.settings().value(Setting.FAULTS);
        if (faults == null) {
            return;
        }
        if (faults.startsWith("@")) {
            file = new FaultFile(faults.substring(1), control);
            file.poll();
            return;
        }
        try {
            control.engine()
                    .arm(FaultInput.read(faults).faults(), new Actor("environment", Setting.FAULTS.variable(), ""));
        } catch (InvalidFaultException | ChaosRefusedException e) {
            String warning = "nothing of CHAOS_FAULTS is armed: "
                    + String.valueOf(e.getMessage()).replace('\n', ' ');
            control.warn("faults", warning);
            Stderr.line(warning);
        }
    }

    /** {@code GET /chaos}. */
    public Map<String, Object> status() {
        return control.status(false);
    }

    private void openCarriers() {
        try {
            openHttp();
        } catch (IOException e) {
            warn("http", "the control API over HTTP is off: " + e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            control.failed("the control API over HTTP", e);
        }
        if (hasModule("jdk.jfr", "flight recorder events")) {
            control.engine()
                    .listen(new FlightRecording(!control.engine().armed().isEmpty()));
        }
        if (!hasModule("java.management", "JMX")) {
            return;
        }
        if (isServerWithOwnBuilder()) {
            control.onFirstUse(this::openJmx);
        } else if (pause(MAIN_HAS_BEGUN_MILLIS)) {
            openJmx();
        }
    }

    private boolean hasModule(String module, String part) {
        boolean has = ModuleLayer.boot().findModule(module).isPresent();
        if (!has) {
            control.warn(module, part + " are off: this runtime has no module " + module);
        }
        return has;
    }

    /** An application server chooses its MBean server and log manager in main; until it is used, ours must wait. */
    private static boolean isServerWithOwnBuilder() {
        return System.getProperty("javax.management.builder.initial") != null
                || System.getProperty("java.util.logging.manager") != null;
    }

    private void openJmx() {
        try {
            AutoCloseable opened = JmxRegistration.open(control);
            synchronized (this) {
                jmx = opened;
            }
            if (isClosed()) {
                close();
            }
        } catch (RuntimeException | LinkageError e) {
            control.failed("JMX", e);
        }
    }

    private void openHttp() throws IOException {
        Settings settings = control.settings();
        HttpAddress address = settings.http().orElse(null);
        if (address == null) {
            return;
        }
        Discovery found = discovery();
        Access access = Access.of(settings, found);
        ControlApi opened = ControlApi.open(address, access.tokens(), settings.httpHosts(), control);
        synchronized (this) {
            api = opened;
            discovery = found;
        }
        Stderr.line("control API at " + opened.url() + (access.file() == null ? "" : ", token in " + access.file()));
        if (found != null) {
            Object version = control.status(false).getOrDefault("version", "");
            found.announce(opened.url(), access.file(), settings, String.valueOf(version));
        }
        if (isClosed()) {
            close();
        }
    }

    private @Nullable Discovery discovery() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        try {
            return Discovery.open(temporary, System.getProperty("user.name", ""));
        } catch (IOException e) {
            warn(
                    "discovery",
                    "the chaos command cannot find this agent, because nothing can be written to " + temporary
                            + " (" + e
                            + "): set java.io.tmpdir to a directory that is writable, or call it with --url and"
                            + " --token-file");
            return null;
        }
    }

    private void warn(String about, String warning) {
        control.warn(about, warning);
        Stderr.line(warning);
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void watch() {
        FaultFile watched = file;
        while (watched != null && pause(POLL_MILLIS)) {
            try {
                watched.poll();
            } catch (RuntimeException e) {
                control.failed("watching the fault file", e);
            }
        }
    }

    /** Returns false once closed. */
    private boolean pause(long millis) {
        try {
            return !closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Closes every carrier. The engine is left alone. */
    @Override
    public synchronized void close() {
        closed.countDown();
        if (api != null) {
            api.close();
        }
        if (discovery != null) {
            discovery.close();
        }
        if (jmx != null) {
            try {
                jmx.close();
            } catch (Exception e) {
                control.failed("leaving JMX", e);
            }
        }
    }
}
