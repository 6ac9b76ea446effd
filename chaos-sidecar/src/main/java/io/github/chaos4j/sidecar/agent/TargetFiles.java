package io.github.chaos4j.sidecar.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The files of another process as Linux shows them: {@code /proc/<pid>/root} is its root directory, which differs from
 * ours if it runs in a container. See proc(5).
 *
 * @param pid           as this process sees it
 * @param namespacedPid as the other process itself does; the same outside of containers
 * @param root          what {@code /} is for it
 */
public record TargetFiles(long pid, long namespacedPid, Path root) {

    public static TargetFiles of(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        Path root = Files.isDirectory(process) ? process.resolve("root") : Path.of("/");
        return new TargetFiles(pid, namespacedPid(process.resolve("status"), pid), root);
    }

    /** The file as we reach it that the other process knows by this absolute path. */
    public Path seenFromHere(Path absolute) {
        return root.resolve(absolute.toString().substring(1));
    }

    /** Whether the other process reaches its network under other addresses than we do. */
    public boolean inAnotherNetwork() {
        return inAnother("net");
    }

    private boolean inAnotherContainer() {
        return inAnother("mnt");
    }

    private boolean inAnother(String namespace) {
        try {
            return !Files.readSymbolicLink(Path.of("/proc/self/ns", namespace))
                    .equals(Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns", namespace)));
        } catch (IOException unknown) {
            return false;
        }
    }

    /** The agent of that process, if it left its file in a usual place. */
    public Optional<AgentAddress> findAgent() {
        return findAgent(Path.of("/tmp"));
    }

    /** The agent of that process, if it left its file in the temporary directory that it knows by this path. */
    public Optional<AgentAddress> findAgent(Path temporaryDirectory) {
        for (Path directory : AgentDirectory.children(seenFromHere(temporaryDirectory), "chaos4j-*")) {
            Path file = directory.resolve(namespacedPid + ".json");
            Instant start = AgentDirectory.Processes.real(pid).orElse(Instant.MAX);
            if (Files.isRegularFile(file) && AgentDirectory.isWrittenSince(start, file)) {
                return AgentDirectory.read(file, pid, inAnotherContainer());
            }
        }
        return Optional.empty();
    }

    /** The last number of {@code NSpid:} is the id in the innermost namespace; old kernels have no such line. */
    private static long namespacedPid(Path status, long pid) {
        List<String> lines;
        try {
            lines = Files.readAllLines(status);
        } catch (IOException noSuchProcess) {
            return pid;
        }
        return lines.stream()
                .filter(line -> line.startsWith("NSpid:"))
                .map(line -> line.substring(line.lastIndexOf('\t') + 1).strip())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(pid);
    }
}
