package io.github.chaos4j.sidecar.attach;

import io.github.chaos4j.sidecar.agent.TargetFiles;
import io.github.chaos4j.sidecar.output.CommandFailure;
import io.github.chaos4j.sidecar.output.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Linux tells about a process before anything is sent to it. Where there is no {@code /proc}, everything is
 * unknown and left to the attach itself.
 *
 * @param arguments   its command line, and the options that the JVM takes from its environment
 * @param environment as {@code NAME=value}
 */
record TargetProcess(long pid, int uid, List<String> arguments, List<String> environment, TargetFiles files) {

    /**
     * Looks at the process.
     *
     * @throws CommandFailure if there is none of that id, it is another user's, no JVM, or takes no agent
     */
    static TargetProcess of(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        if (ProcessHandle.of(pid).isEmpty()) {
            throw new CommandFailure(
                    ExitCode.ATTACH_FAILED,
                    "no such process: " + pid,
                    "`jps -l` lists the JVMs of this user; in a container process ids differ from those of the host");
        }
        int uid = uid(proc);
        int own = uid(Path.of("/proc/self"));
        if (uid != own && own != 0) {
            throw new CommandFailure(
                    ExitCode.ATTACH_FAILED,
                    "process " + pid + " belongs to another user (uid " + uid + ", this is " + own + ")",
                    "run the command as that user, sudo -u '#" + uid + "' chaos attach " + pid
                            + " --enable, or as root");
        }
        List<String> environment = strings(proc.resolve("environ"));
        TargetProcess target = new TargetProcess(
                pid, uid, arguments(strings(proc.resolve("cmdline")), environment), environment, TargetFiles.of(pid));
        target.checkIsJvm(proc.resolve("maps"));
        target.checkTakesAgents();
        return target;
    }

    /** {@code true} or {@code false} as the process was started with; an explicit false wins over a true. */
    Optional<String> enabled() {
        List<String> said = Stream.concat(
                        environment.stream()
                                .filter(variable -> variable.startsWith("CHAOS_ENABLED="))
                                .map(variable -> variable.substring("CHAOS_ENABLED=".length())),
                        arguments.stream()
                                .filter(argument -> argument.startsWith("-Dchaos.enabled="))
                                .map(argument -> argument.substring("-Dchaos.enabled=".length())))
                .map(value -> value.strip().toLowerCase(java.util.Locale.ROOT))
                .toList();
        return said.contains("false") ? Optional.of("false") : said.stream().findFirst();
    }

    /** Whether the JVM was told that agents may come late, and so prints no warning (JEP 451). */
    boolean expectsAgents() {
        return arguments.contains("-XX:+EnableDynamicAgentLoading");
    }

    /** Asking a process for attach means SIGQUIT, of which anything but a JVM dies. */
    private void checkIsJvm(Path maps) {
        try (Stream<String> lines = Files.lines(maps, StandardCharsets.ISO_8859_1)) {
            if (lines.noneMatch(line -> line.endsWith("/libjvm.so") || line.endsWith("libj9vm29.so"))) {
                throw new CommandFailure(
                        ExitCode.ATTACH_FAILED,
                        "process " + pid + " is no JVM"
                                + arguments.stream()
                                        .findFirst()
                                        .map(name -> ": " + name)
                                        .orElse(""),
                        "`jps -l` lists the JVMs of this user; a native image takes no agent");
            }
        } catch (IOException unknown) {
            if (Files.exists(Path.of("/proc/self/maps"))) {
                throw new CommandFailure(
                        ExitCode.ATTACH_FAILED,
                        "cannot see whether process " + pid + " is a JVM: " + unknown.getMessage(),
                        "run the command as root, or with the capability SYS_PTRACE");
            }
        }
    }

    private void checkTakesAgents() {
        for (String forbidden : List.of("-XX:+DisableAttachMechanism", "-XX:-EnableDynamicAgentLoading")) {
            if (arguments.contains(forbidden)) {
                throw new CommandFailure(
                        ExitCode.ATTACH_FAILED,
                        "process " + pid + " runs with " + forbidden + " and takes no agent",
                        "start it without that option, or with -javaagent:chaos-agent.jar and CHAOS_ENABLED=true");
            }
        }
    }

    private static List<String> arguments(List<String> commandLine, List<String> environment) {
        Stream<String> fromEnvironment = environment.stream()
                .filter(variable -> variable.startsWith("JAVA_TOOL_OPTIONS=")
                        || variable.startsWith("JDK_JAVA_OPTIONS=")
                        || variable.startsWith("_JAVA_OPTIONS="))
                .flatMap(variable -> Stream.of(
                        variable.substring(variable.indexOf('=') + 1).strip().split("\\s+")));
        return Stream.concat(commandLine.stream(), fromEnvironment).toList();
    }

    private static int uid(Path proc) {
        try {
            return Files.getAttribute(proc, "unix:uid") instanceof Integer uid ? uid : 0;
        } catch (IOException | UnsupportedOperationException unknown) {
            return 0;
        }
    }

    /** The texts of a file that ends each with a zero byte. */
    private static List<String> strings(Path file) {
        try {
            return List.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\0"));
        } catch (IOException unknown) {
            return List.of();
        }
    }
}
