package io.github.chaos4j.agent.control;

import io.github.chaos4j.agent.engine.Actor;
import io.github.chaos4j.agent.engine.EngineControl;
import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.ChaosRefusedException;
import io.github.chaos4j.api.ChaosRefusedException.Reason;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.InvalidFaultException;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Faults in a file. It is compared with what it held before, never with what is armed: a fault that was stopped
 * or ran out stays ended until its line changes. Not thread-safe: one thread polls.
 */
final class FaultFile {
    private static final int LONGEST = 64 * 1024;

    private final String path;
    private final Control control;
    private final EngineControl engine;
    private final Actor actor;
    private @Nullable String content;
    /** What the last valid content said, each by its id or, without one, its short form. */
    private Map<String, Fault> previous = Map.of();

    private final Map<String, ArmedFault> armed = new LinkedHashMap<>();

    FaultFile(String path, Control control) {
        this.path = path;
        this.control = control;
        this.engine = control.engine();
        this.actor = new Actor("file", path, "");
    }

    /** Acts upon a content that is new. */
    void poll() {
        String now;
        try {
            now = read();
        } catch (FileNotFoundException e) {
            now = new File(path).exists() ? null : "";
        } catch (IOException e) {
            now = null;
        }
        if (now == null) {
            control.warn("faults", "the fault file " + path + " cannot be read: its faults stay as they are");
            content = null;
        } else if (!now.equals(content)) {
            content = now;
            accept(now);
        }
    }

    private String read() throws IOException {
        try (FileInputStream in = new FileInputStream(path)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new IOException("larger than " + LONGEST / 1024 + " KiB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private void accept(String text) {
        try {
            Map<String, Fault> next =
                    byKey(isEmpty(text) ? List.of() : FaultInput.read(text).faults());
            apply(next);
            previous = next;
            control.unwarn("faults");
        } catch (InvalidFaultException e) {
            invalid(String.valueOf(e.getMessage()));
        } catch (ChaosRefusedException e) {
            invalid(e.error().message());
        }
    }

    private void invalid(String why) {
        String warning = "the fault file " + path + " changes nothing: " + why.replace('\n', ' ');
        control.warn("faults", warning);
        Stderr.line(warning);
    }

    private static boolean isEmpty(String text) {
        return text.lines().map(String::strip).allMatch(line -> line.isEmpty() || line.startsWith("#"));
    }

    /** Equal lines without id are several faults; ids are unique already. */
    private static Map<String, Fault> byKey(List<Fault> faults) {
        Map<String, Fault> map = new LinkedHashMap<>();
        for (Fault fault : faults) {
            String id = fault.id();
            String key = id != null ? id : fault.toString();
            for (int copy = 2; map.containsKey(key); copy++) {
                key = fault + " #" + copy;
            }
            map.put(key, fault);
        }
        return map;
    }

    private void apply(Map<String, Fault> next) {
        List<String> begun = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        next.forEach((key, fault) -> {
            Fault before = previous.get(key);
            if (before == null) {
                begun.add(key);
            } else if (!before.equals(fault)) {
                changed.add(key);
            }
        });
        try {
            check(next, begun, changed);
            endMissing(next);
            arm(next, begun, changed);
        } catch (ChaosRefusedException e) {
            if (e.reason() != Reason.GATE_CLOSED) {
                throw e;
            }
            endMissing(next);
            Stderr.line("the faults of " + path + " are read and not armed: "
                    + e.error().message());
        }
    }

    private void endMissing(Map<String, Fault> next) {
        for (String key : previous.keySet()) {
            if (!next.containsKey(key)) {
                end(key);
            }
        }
    }

    /** Before anything happens. A fault that takes the place of its former self cannot be in its own way. */
    private void check(Map<String, Fault> next, List<String> begun, List<String> changed) {
        List<Fault> toCheck = new ArrayList<>();
        begun.forEach(key -> toCheck.add(fault(next, key)));
        changed.forEach(key -> toCheck.add(isArmed(key) ? fault(next, key).named(null) : fault(next, key)));
        if (!toCheck.isEmpty()) {
            engine.check(toCheck);
        }
    }

    private static Fault fault(Map<String, Fault> faults, String key) {
        return Objects.requireNonNull(faults.get(key));
    }

    private void arm(Map<String, Fault> next, List<String> begun, List<String> changed) {
        for (String key : changed) {
            armed.put(key, engine.replace(fault(next, key), actor));
        }
        if (!begun.isEmpty()) {
            List<ArmedFault> faults =
                    engine.arm(begun.stream().map(key -> fault(next, key)).toList(), actor);
            for (int i = 0; i < begun.size(); i++) {
                armed.put(begun.get(i), faults.get(i));
            }
        }
    }

    private boolean isArmed(String key) {
        ArmedFault fault = armed.get(key);
        return fault != null && fault.state() != ArmedFault.State.ENDED;
    }

    /** Somebody else may have armed another of the same id since. */
    private void end(String key) {
        ArmedFault fault = armed.remove(key);
        if (fault != null && fault.state() != ArmedFault.State.ENDED) {
            engine.end(fault.id(), ArmedFault.End.DISARMED, actor);
        }
    }
}
