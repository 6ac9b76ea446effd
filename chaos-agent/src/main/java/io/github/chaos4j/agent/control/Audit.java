package io.github.chaos4j.agent.control;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes each control action as one line to stderr and to the audit file, which may be rotated at any time. */
final class Audit implements Consumer<ControlAction> {
    private final @Nullable String file;
    private final Control control;

    Audit(@Nullable String file, Control control) {
        this.file = file;
        this.control = control;
    }

    @Override
    public synchronized void accept(ControlAction action) {
        String line = action.line();
        System.err.println(line);
        if (file == null) {
            return;
        }
        try (FileOutputStream out = new FileOutputStream(file, true)) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            control.unwarn("audit");
        } catch (IOException e) {
            control.warn(
                    "audit",
                    "the audit file " + file + " cannot be written (" + e.getMessage()
                            + "): make it writable or change CHAOS_AUDIT");
        }
    }
}
