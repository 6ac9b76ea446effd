package io.github.chaos4j.it.platform;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** A jar of the test classes of one package. */
final class ClassJar {
    private ClassJar() {}

    static Path of(Path directory, Package content) {
        Path jar = directory.resolve("app.jar");
        String path = content.getName().replace('.', '/');
        if (Files.exists(jar)) {
            return jar;
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> classes = Files.list(ForkedJvm.TEST_CLASSES.resolve(path))) {
            for (Path file : classes.toList()) {
                add(out, path + "/" + file.getFileName(), file);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(JarOutputStream out, String name, Path file) throws IOException {
        out.putNextEntry(new JarEntry(name));
        Files.copy(file, (OutputStream) out);
        out.closeEntry();
    }
}
