package io.github.chaos4j.agent.control;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A file that says {@code true} while chaos is allowed. */
record FlagFile(String path) {

    Optional<String> refusal() {
        try (FileInputStream in = new FileInputStream(path)) {
            String text = new String(in.readNBytes(64), StandardCharsets.UTF_8).strip();
            return text.equals("true") ? Optional.empty() : Optional.of("the flag file " + path + " does not say true");
        } catch (IOException e) {
            return Optional.of("the flag file " + path + " cannot be read");
        }
    }
}
