package io.github.chaos4j.it.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.github.chaos4j.it.platform.app.Reinstalling;
import io.github.chaos4j.it.platform.app.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent comes into a JVM that runs already, and goes. */
class AttachIT {
    private static final String DEADLOCK = "org.h2.jdbc.JdbcSQLTransactionRollbackException 40001";

    static List<Path> jdks() {
        return ForkedJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void weavesWhatIsLoadedAlreadyAndComesInOnce(Path jdk) throws Exception {
        Process process = ForkedJvm.of(jdk)
                .classPath(ForkedJvm.TEST_CLASSES, ForkedJvm.H2)
                .start(Waiting.class.getName());
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("ready");

            attach(process);
            attach(process);
            process.getOutputStream().write('\n');
            process.getOutputStream().close();

            assertThat(out.lines())
                    .containsExactly(
                            "jdbc ok",
                            "jdbc " + DEADLOCK,
                            "jdbc ok",
                            "http java.net.ConnectException",
                            "http status 503",
                            "http java.net.ConnectException");
        } finally {
            process.destroyForcibly();
        }
    }

    private static void attach(Process process) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(String.valueOf(process.pid()));
        try {
            machine.loadAgent(ForkedJvm.AGENT.toString(), ForkedJvm.ON);
        } finally {
            machine.detach();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void goesWithoutATraceInTheBytecodeAndComesBack(Path jdk, @TempDir Path directory) throws IOException {
        ForkedJvm.Result result = ForkedJvm.of(jdk)
                .agent(ForkedJvm.ON)
                .with("-javaagent:" + agentJar(directory))
                .classPath(ForkedJvm.codeSource(net.bytebuddy.jar.asm.ClassReader.class))
                .run(Reinstalling.class);

        assertThat(result.lines())
                .as(result.err())
                .containsExactly(
                        "woven, available", DEADLOCK, "plain, not available", "ok", "woven, available", "ok", DEADLOCK);
    }

    private static Path agentJar(Path directory) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", Reinstalling.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        Path jar = directory.resolve("looking.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }
}
