package io.github.chaos4j.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link Caller} in a JVM of its own. */
final class RunningCaller implements AutoCloseable {
    /** How one call went. */
    record Outcome(String what, long millis) {}

    private final Process process;
    private final BufferedReader out;
    private final Writer in;

    private RunningCaller(Process process) throws IOException {
        this.process = process;
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        in = process.outputWriter(StandardCharsets.UTF_8);
        assertThat(out.readLine()).isEqualTo("up");
    }

    /**
     * @param prefix  what to start the JVM by, such as unshare
     * @param options of the JVM
     */
    static RunningCaller start(List<String> prefix, Path temporaryDirectory, String... options) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(Java.EXECUTABLE, "-Djava.io.tmpdir=" + temporaryDirectory));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", Java.TEST_CLASSES, Caller.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("CHAOS_"));
        return new RunningCaller(builder.start());
    }

    Outcome call() throws IOException {
        in.write("call\n");
        in.flush();
        String[] words = out.readLine().split(" ");
        return new Outcome(words[0], Long.parseLong(words[1]));
    }

    /** Of the JVM itself, which may be a descendant of what was started. */
    long pid() {
        return process.descendants()
                .filter(child -> child.children().findAny().isEmpty())
                .findFirst()
                .orElse(process.toHandle())
                .pid();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
