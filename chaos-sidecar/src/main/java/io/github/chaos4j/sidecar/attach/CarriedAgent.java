package io.github.chaos4j.sidecar.attach;

import io.github.chaos4j.sidecar.agent.TargetFiles;
import io.github.chaos4j.sidecar.output.CommandFailure;
import io.github.chaos4j.sidecar.output.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The agent jar that is carried inside this one, put where another process can read it and nobody else can change it:
 * a directory of mode 0700 that belongs to the user of that process. The file stays, as the process goes on reading
 * from it, and is found again by the next attach.
 */
final class CarriedAgent {
    private final byte[] bytes;

    /** @param bytes the content of the jar */
    CarriedAgent(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** The one of this build. */
    static CarriedAgent ofThisBuild() {
        try (InputStream in = CarriedAgent.class.getResourceAsStream("chaos-agent.jar")) {
            if (in == null) {
                throw new CommandFailure(
                        ExitCode.ATTACH_FAILED, "this build of the chaos command carries no agent: run chaos.jar");
            }
            return new CarriedAgent(in.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * Puts it into the first of the directories that can be written to.
     *
     * @param directories as the target knows them
     * @param uid         the user of the target
     * @return the jar as the target knows it
     */
    Path putFor(TargetFiles target, List<Path> directories, int uid) {
        List<String> failures = new ArrayList<>(List.of("no place for the agent jar that the process can read:"));
        for (Path directory : directories) {
            try {
                return directory.resolve(put(target.seenFromHere(directory), uid));
            } catch (IOException unsuitable) {
                failures.add("  " + directory + ": " + unsuitable.getClass().getSimpleName() + " "
                        + unsuitable.getMessage());
            }
        }
        throw new CommandFailure(ExitCode.ATTACH_FAILED, failures);
    }

    /** Returns the jar relative to the directory. */
    private Path put(Path directory, int uid) throws IOException {
        // a link of the target's making would lead us out of its container
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("is no directory");
        }
        Path home = home(directory, uid);
        Path jar = home.resolve("chaos-agent-" + hash() + ".jar");
        if (!isThere(jar, uid)) {
            Path part = Files.createTempFile(home, "chaos-agent-", ".part");
            Files.write(part, bytes);
            give(part, uid);
            Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE);
        }
        return directory.relativize(jar);
    }

    private static Path home(Path directory, int uid) throws IOException {
        Path home = directory.resolve("chaos4j-agent-" + uid);
        if (Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS) && isOf(home, uid) && isPrivate(home)) {
            return home;
        }
        boolean taken = Files.exists(home, LinkOption.NOFOLLOW_LINKS);
        var owners = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Path made = taken
                ? Files.createTempDirectory(directory, "chaos4j-agent-", owners)
                : Files.createDirectory(home, owners);
        give(made, uid);
        return made;
    }

    private boolean isThere(Path jar, int uid) throws IOException {
        return Files.isRegularFile(jar, LinkOption.NOFOLLOW_LINKS)
                && isOf(jar, uid)
                && MessageDigest.isEqual(Files.readAllBytes(jar), bytes);
    }

    private static boolean isOf(Path path, int uid) throws IOException {
        return Integer.valueOf(uid).equals(Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS));
    }

    private static boolean isPrivate(Path directory) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))
                .endsWith("------");
    }

    /** Only root gives files away; anybody else is that user already. */
    private static void give(Path path, int uid) throws IOException {
        if (!isOf(path, uid)) {
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
