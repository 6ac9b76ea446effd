package io.github.chaos4j.sidecar.agent;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Where an agent listens.
 *
 * @param pid       of its process; empty if it was given by URL
 * @param mainClass what the process runs; empty if unknown
 * @param tokenFile the file that it named, or null
 */
public record AgentAddress(
        OptionalLong pid,
        String mainClass,
        URI url,
        @Nullable Path tokenFile) {

    public static AgentAddress at(URI url) {
        return new AgentAddress(OptionalLong.empty(), "", url, null);
    }

    public Optional<Path> findTokenFile() {
        return Optional.ofNullable(tokenFile);
    }

    /** For people: {@code pid 4242 com.shop.Checkout http://127.0.0.1:8475}. */
    @Override
    public String toString() {
        String process = pid.isPresent() ? "pid " + pid.getAsLong() + " " : "";
        return process + (mainClass.isEmpty() ? "" : mainClass + " ") + url;
    }
}
