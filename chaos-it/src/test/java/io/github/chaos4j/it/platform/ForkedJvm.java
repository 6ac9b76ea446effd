package io.github.chaos4j.it.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM of its own, described step by step and run to its end. */
final class ForkedJvm {
    static final Path AGENT = Path.of(System.getProperty("agent.jar", "../chaos-agent/target/chaos-agent.jar"))
            .toAbsolutePath()
            .normalize();
    static final Path TEST_CLASSES = codeSource(ForkedJvm.class);
    static final Path H2 = codeSource(org.h2.Driver.class);
    static final String ON = "enabled=true,http=off";

    private static final long PATIENCE_SECONDS = 120;

    private final List<String> command = new ArrayList<>();
    private final List<Path> classPath = new ArrayList<>();

    private ForkedJvm(Path java) {
        command.add(java.toString());
    }

    /** What it wrote and how it ended. */
    record Result(int exit, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    /** The JDK of this test. */
    static ForkedJvm here() {
        return of(Path.of(System.getProperty("java.home")));
    }

    static ForkedJvm of(Path home) {
        return new ForkedJvm(home.resolve("bin").resolve("java"));
    }

    /** The JDKs of this machine that the agent promises to run on: the test's own and, if it is there, a 25. */
    static List<Path> jdks() {
        return Stream.concat(Stream.of(Path.of(System.getProperty("java.home"))), newest().stream())
                .distinct()
                .toList();
    }

    /** A JDK 25 or later. */
    static List<Path> newest() {
        Path installed = Path.of("/usr/lib/jvm");
        List<Path> found = new ArrayList<>();
        if (Runtime.version().feature() >= 25) {
            found.add(Path.of(System.getProperty("java.home")));
        }
        if (Files.isDirectory(installed)) {
            try (Stream<Path> jdks = Files.list(installed)) {
                jdks.filter(jdk -> jdk.getFileName().toString().matches(".*-(25|26)(-.*)?"))
                        .filter(jdk -> Files.isExecutable(jdk.resolve("bin").resolve("java")))
                        .forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found.stream().limit(1).toList();
    }

    /** Started by this command, which takes another one as its last arguments. */
    ForkedJvm inside(List<String> wrapper) {
        command.addAll(0, wrapper);
        return this;
    }

    ForkedJvm agent(String arguments) {
        return with("-javaagent:" + AGENT + (arguments.isEmpty() ? "" : "=" + arguments));
    }

    ForkedJvm with(String... options) {
        command.addAll(List.of(options));
        return this;
    }

    ForkedJvm classPath(Path... entries) {
        classPath.addAll(List.of(entries));
        return this;
    }

    /** With the applications of the tests and H2 on the class path. */
    Result run(Class<?> application, String... arguments) {
        return classPath(TEST_CLASSES, H2)
                .run(Stream.concat(Stream.of(application.getName()), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    Result run(String... mainAndArguments) {
        try {
            Process process = start(mainAndArguments);
            process.getOutputStream().close();
            return end(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Process start(String... mainAndArguments) throws IOException {
        if (!classPath.isEmpty()) {
            with(
                    "-cp",
                    String.join(
                            System.getProperty("path.separator"),
                            classPath.stream().map(Path::toString).toList()));
        }
        with(mainAndArguments);
        return builder(command).start();
    }

    static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("CHAOS_") || name.endsWith("JAVA_OPTIONS"));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder;
    }

    /** Any program, to its end. */
    static Result program(Map<String, String> environment, String... command) {
        ProcessBuilder builder = builder(List.of(command));
        builder.environment().putAll(environment);
        try {
            return end(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Result end(Process process) {
        try {
            Drain out = new Drain(process.getInputStream());
            Drain err = new Drain(process.getErrorStream());
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the JVM did not end:\n" + out.text() + err.text());
            }
            return new Result(process.exitValue(), out.text(), err.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static Path codeSource(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    /** Reads one stream while the other is written. */
    private static final class Drain extends Thread {
        private final java.io.InputStream in;
        private volatile String text = "";

        Drain(java.io.InputStream in) {
            this.in = in;
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            try (in) {
                text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException closed) {
                text = closed.toString();
            }
        }

        String text() throws InterruptedException {
            join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            return text;
        }
    }
}
