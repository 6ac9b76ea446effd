package io.github.chaos4j.agent.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A directory in a place where everybody may write, whose files only this user reads. Somebody may have put a
 * link or a directory of his own there first: then nothing is written.
 */
final class OwnDirectory {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path path;

    private OwnDirectory(Path path) {
        this.path = path;
    }

    /** @throws IOException if it cannot be made, or is not this user's alone */
    static OwnDirectory open(Path path) throws IOException {
        try {
            Files.createDirectory(path, permissions("rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(path + " is not a directory", e);
            }
        }
        OwnDirectory directory = new OwnDirectory(path);
        directory.checkOwner();
        return directory;
    }

    private static FileAttribute<?>[] permissions(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** The owner of a file just made is this process's user, whatever {@code user.name} says. */
    private void checkOwner() throws IOException {
        Path probe = create(path.resolve("." + ProcessHandle.current().pid() + ".probe"));
        try {
            if (!Files.getOwner(probe).equals(Files.getOwner(path, LinkOption.NOFOLLOW_LINKS))) {
                throw new IOException(path + " belongs to somebody else");
            }
            if (POSIX) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    /** A new file, in place of what was there: a file left by a killed process, or a link. */
    private static Path create(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.newByteChannel(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                        permissions("rw-------"))
                .close();
        return file;
    }

    /** Nobody sees it half written. */
    Path write(String name, String content) throws IOException {
        Path unfinished = create(path.resolve("." + name));
        Files.write(
                unfinished,
                content.getBytes(StandardCharsets.UTF_8),
                LinkOption.NOFOLLOW_LINKS,
                StandardOpenOption.WRITE);
        return Files.move(
                unfinished, path.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
