package io.github.chaos4j.sidecar.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.chaos4j.sidecar.Container;
import io.github.chaos4j.sidecar.output.CommandFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class JvmAttachIT {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    Path temporaryDirectory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    private Process start(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private Process idle(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA, "-Xshare:auto", "-Djava.io.tmpdir=" + temporaryDirectory));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classes(), Idle.class.getName()));
        return up(start(Map.of(), command.toArray(String[]::new)));
    }

    private static Process up(Process process) throws IOException {
        assertThat(new String(process.getInputStream().readNBytes(2))).isEqualTo("up");
        return process;
    }

    private static String classes() {
        return Path.of(Idle.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }

    private static CarriedAgent agent() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", LateAgent.class.getName());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String entry = LateAgent.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                InputStream in = LateAgent.class.getClassLoader().getResourceAsStream(entry)) {
            jar.putNextEntry(new JarEntry(entry));
            in.transferTo(jar);
        }
        return new CarriedAgent(bytes.toByteArray());
    }

    private static CommandFailure failure(Process process) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(
                CommandFailure.class, () -> JvmAttach.to(process.pid()));
    }

    @Test
    void theAgentComesInWithItsSettings() throws IOException {
        Process target = idle();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("enabled", "true");
        settings.put("services", "a=b,c=d");

        JvmAttach.Result result = JvmAttach.to(target.pid()).load(settings, agent());

        assertThat(result.inAnotherNetwork()).isFalse();
        assertThat(result.warned()).isEqualTo(Runtime.version().feature() >= 21);
        assertThat(result.agent()).hasValueSatisfying(found -> {
            assertThat(found.pid()).hasValue(target.pid());
            assertThat(found.mainClass()).isEqualTo("enabled=true,services=\"a=b,c=d\"");
        });
    }

    @Test
    void theJarIsPrivateAndFoundAgainByTheNextAttach() throws IOException {
        Process target = idle();
        CarriedAgent agent = agent();
        JvmAttach.to(target.pid()).load(Map.of(), agent);
        JvmAttach.to(target.pid()).load(Map.of(), agent);

        Path home = only(temporaryDirectory, "chaos4j-agent-");
        Path jar = only(home, "chaos-agent-");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(jar)))
                .isEqualTo("rw-------");
    }

    @Test
    void aDirectoryThatOthersMayChangeIsNotUsedForTheJar() throws IOException {
        Process target = idle();
        Object uid = Files.getAttribute(temporaryDirectory, "unix:uid");
        Path open = Files.createDirectory(temporaryDirectory.resolve("chaos4j-agent-" + uid));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(JvmAttach.to(target.pid()).load(Map.of(), agent()).agent()).isPresent();
        assertThat(open).isEmptyDirectory();
    }

    @Test
    void anotherFileUnderTheJarsNameIsReplaced() throws IOException {
        CarriedAgent agent = agent();
        JvmAttach.to(idle().pid()).load(Map.of(), agent);
        Path jar = only(only(temporaryDirectory, "chaos4j-agent-"), "chaos-agent-");
        Files.writeString(jar, "not the agent");

        assertThat(JvmAttach.to(idle().pid()).load(Map.of(), agent).agent()).isPresent();
        assertThat(Files.size(jar)).isGreaterThan(100);
    }

    @Test
    void anAgentThatFailsIsTold() throws IOException {
        Process target = idle();

        assertThatThrownBy(() -> JvmAttach.to(target.pid()).load(Map.of("fail", "yes"), agent()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("came in and failed");
    }

    @Test
    void aProcessThatIsNoJvmIsToldAndSurvives() throws IOException {
        Process cat = start(Map.of(), "cat");

        assertThat(failure(cat).lines()).first().asString().endsWith("is no JVM: cat");
        assertThat(cat.isAlive()).isTrue();
    }

    @Test
    void noProcessIsTold() throws IOException, InterruptedException {
        Process ended = start(Map.of(), "true");
        ended.waitFor();

        assertThat(failure(ended).lines()).first().isEqualTo("no such process: " + ended.pid());
    }

    @Test
    void aJvmThatTakesNoAgentIsTold() throws IOException {
        assertThat(failure(idle("-XX:+DisableAttachMechanism")).lines())
                .first()
                .asString()
                .contains("-XX:+DisableAttachMechanism");
    }

    @Test
    void rootAttachesToAProcessOfAnyUser() throws IOException {
        assumeTrue(TargetProcess.of(ProcessHandle.current().pid()).uid() == 0, "only root can start it");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
        Path classes = Files.createDirectories(
                temporaryDirectory.resolve(Idle.class.getPackageName().replace('.', '/')));
        Files.copy(
                Path.of(classes(), Idle.class.getName().replace('.', '/') + ".class"), classes.resolve("Idle.class"));
        try (Stream<Path> all = Files.walk(temporaryDirectory)) {
            for (Path path : all.toList()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }
        Process foreign = up(start(
                Map.of(),
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                JAVA,
                "-Djava.io.tmpdir=" + temporaryDirectory,
                "-cp",
                temporaryDirectory.toString(),
                Idle.class.getName()));
        // as a JVM of root with the same process id left it when it was killed
        Files.createFile(Path.of("/tmp/.java_pid" + foreign.pid()));

        JvmAttach.Result result = JvmAttach.to(foreign.pid()).load(Map.of(), agent());

        assertThat(result.agent()).isPresent();
        Path jar = only(only(temporaryDirectory, "chaos4j-agent-65534"), "chaos-agent-");
        assertThat(Files.getAttribute(jar, "unix:uid")).isEqualTo(65534);
    }

    @Test
    void consentIsReadFromHowTheProcessWasStarted() throws IOException {
        assertThat(JvmAttach.to(idle().pid()).consent()).isEmpty();
        assertThat(JvmAttach.to(idle("-Dchaos.enabled=true").pid()).consent()).hasValue("true");
        Process both = up(start(
                Map.of("CHAOS_ENABLED", "FALSE"),
                JAVA,
                "-Dchaos.enabled=true",
                "-cp",
                classes(),
                Idle.class.getName()));
        assertThat(JvmAttach.to(both.pid()).consent()).hasValue("false");
    }

    @Test
    void aJvmInAnotherContainerIsReachedThroughItsOwnRoot() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Container.prefix(classes(), "-n"));
        command.addAll(List.of(JAVA, "-cp", classes(), Idle.class.getName()));
        Process container = up(start(Map.of(), command.toArray(String[]::new)));
        long jvm = container
                .descendants()
                .filter(child -> child.children().findAny().isEmpty())
                .findFirst()
                .orElseThrow()
                .pid();

        JvmAttach attach = JvmAttach.to(jvm);
        assertThat(attach.present()).isEmpty();
        JvmAttach.Result result = attach.load(Map.of("enabled", "true"), agent());

        assertThat(result.inAnotherNetwork()).isTrue();
        assertThat(result.agent())
                .hasValueSatisfying(found -> assertThat(found.pid()).hasValue(jvm));
        assertThat(attach.present()).isPresent();
        assertThat(Path.of("/proc/" + jvm + "/root/tmp/chaos4j-test/1.json")).exists();
    }

    private static Path only(Path directory, String prefix) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            List<Path> found = children.filter(
                            child -> child.getFileName().toString().startsWith(prefix))
                    .toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }
}
