package io.github.chaos4j.sidecar.agent;

import io.github.chaos4j.sidecar.output.Fields;
import io.github.chaos4j.sidecar.output.JsonReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The agents of this machine, from the files that they leave in {@code <tmp>/chaos4j-<user>/<pid>.json}. Of another
 * user's agents, those whose files this user may read.
 *
 * @param temporaryDirectory {@code java.io.tmpdir} of the agents' processes
 * @param processes          those that run now; a killed agent leaves its file behind
 */
public record AgentDirectory(Path temporaryDirectory, Processes processes) {
    /** The processes of a machine. */
    @FunctionalInterface
    public interface Processes {
        /** When the process of that id began, or the epoch if that is not known; empty if there is none. */
        Optional<Instant> start(long pid);

        /** The real ones. */
        static Optional<Instant> real(long pid) {
            return ProcessHandle.of(pid)
                    .map(process -> process.info().startInstant().orElse(Instant.EPOCH));
        }
    }

    private static final String SUFFIX = ".json";

    public static AgentDirectory ofThisMachine() {
        return new AgentDirectory(Path.of(System.getProperty("java.io.tmpdir")), Processes::real);
    }

    /** By process id. */
    public List<AgentAddress> list() {
        List<AgentAddress> agents = new ArrayList<>();
        for (Path directory : children(temporaryDirectory, "chaos4j-*")) {
            for (Path file : children(directory, "*" + SUFFIX)) {
                read(file).ifPresent(agents::add);
            }
        }
        agents.sort(Comparator.comparingLong(agent -> agent.pid().orElse(0)));
        return agents;
    }

    /** The agent of one process, which may be one in a container of this host. */
    public Optional<AgentAddress> find(long pid) {
        return list().stream()
                .filter(agent -> agent.pid().equals(OptionalLong.of(pid)))
                .findFirst()
                .or(() -> TargetFiles.of(pid).findAgent());
    }

    private Optional<AgentAddress> read(Path file) {
        return processId(file)
                .flatMap(pid -> processes
                        .start(pid)
                        .filter(start -> isWrittenSince(start, file))
                        .flatMap(alive -> read(file, pid, false)));
    }

    /**
     * Reads one agent's file, which must belong to the owner of its directory.
     *
     * @param contained whether whoever wrote it lives in another container, whose links may lead anywhere
     */
    static Optional<AgentAddress> read(Path file, long pid, boolean contained) {
        try {
            if (!owner(file).equals(owner(parent(file)))) {
                return Optional.empty();
            }
            Fields fields = Fields.of(JsonReader.read(Files.readString(file)));
            Path token = fields.find("tokenFile")
                    .flatMap(name -> token(Path.of(name), file, contained))
                    .orElse(null);
            return fields.find("url")
                    .map(url ->
                            new AgentAddress(OptionalLong.of(pid), fields.text("mainClass"), URI.create(url), token));
        } catch (IOException | IllegalArgumentException notAnAgentsFile) {
            return Optional.empty();
        }
    }

    /**
     * The token file if it really belongs to the owner of the agent's file: whoever may write into the temporary
     * directory could otherwise have a secret of our user read and sent elsewhere. Of a container only a file beside
     * the agent's own, since user ids mean little across containers.
     */
    private static Optional<Path> token(Path named, Path file, boolean contained) {
        try {
            Path token = contained ? parent(file).resolve(String.valueOf(named.getFileName())) : named.toRealPath();
            boolean sound = Files.isRegularFile(token, LinkOption.NOFOLLOW_LINKS)
                    && owner(token).equals(owner(file));
            return Optional.of(token).filter(any -> sound);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** A process that began after its file was written has the id of one that was killed. Some files tell seconds only. */
    static boolean isWrittenSince(Instant start, Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant().plusSeconds(1).isAfter(start);
        } catch (IOException gone) {
            return false;
        }
    }

    static Optional<Long> processId(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            return Optional.of(Long.parseLong(name.substring(0, name.length() - SUFFIX.length())));
        } catch (NumberFormatException notAnAgentsFile) {
            return Optional.empty();
        }
    }

    private static Path parent(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IOException(file + " has no directory");
        }
        return parent;
    }

    private static Object owner(Path path) throws IOException {
        return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
    }

    static List<Path> children(Path directory, String glob) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, glob)) {
            stream.forEach(children::add);
        } catch (IOException notReadable) {
            return List.of();
        }
        return children;
    }
}
