package io.github.chaos4j.it.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import io.github.chaos4j.it.platform.app.Calls;
import io.github.chaos4j.it.platform.app.ClientBegins;
import io.github.chaos4j.it.platform.app.Faults;
import io.github.chaos4j.it.platform.app.FirstStatement;
import io.github.chaos4j.it.platform.app.Hello;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent comes in with the JVM. */
class StartIT {
    private static final String DEADLOCK = "jdbc org.h2.jdbc.JdbcSQLTransactionRollbackException 40001";

    private static final List<String> READ_ONLY =
            List.of("unshare", "--mount", "sh", "-c", "mount -o remount,bind,ro / && exec \"$@\"", "sh");

    static List<Path> jdks() {
        return ForkedJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void faultsFireInADriverAndInAClientOfTheJdk(Path jdk) {
        ForkedJvm.Result result = ForkedJvm.of(jdk).agent(ForkedJvm.ON).run(Faults.class);

        assertThat(result.lines())
                .containsExactly(
                        "jdbc ok",
                        DEADLOCK,
                        "jdbc ok",
                        "http java.net.ConnectException",
                        "http status 503",
                        "http java.net.ConnectException");
        assertThat(result.err().lines()).hasSize(4).allMatch(line -> line.matches(".* chaos4j (armed|ended) .*"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void notEnabledItLeavesNoTrace(Path jdk) {
        ForkedJvm.Result result = ForkedJvm.of(jdk)
                .agent("")
                .with("-Xlog:class+load:file=/dev/stderr")
                .run(Hello.class);

        assertThat(result.lines()).containsExactly("hello");
        assertThat(result.err()).contains("io.github.chaos4j.agent.ChaosAgent").doesNotContain("ChaosGate");
        assertThat(ForkedJvm.of(jdk).agent("").run(Hello.class).err()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void enabledItIsSilentAndLoadsNoWeaverUntilAClientIsLoaded(Path jdk) {
        ForkedJvm.Result quiet = ForkedJvm.of(jdk).agent(ForkedJvm.ON).run(Hello.class);
        ForkedJvm.Result logged = ForkedJvm.of(jdk)
                .agent(ForkedJvm.ON)
                .with("-Xlog:class+load:file=/dev/stderr")
                .run(FirstStatement.class);

        assertThat(quiet.out()).startsWith("hello");
        assertThat(quiet.err()).isEmpty();
        assertThat(logged.err())
                .contains("java.lang.ChaosGate")
                .doesNotContain("shaded.bytebuddy")
                .doesNotContain("java.util.logging.LogManager")
                .doesNotContain("java.lang.management.ManagementFactory")
                .doesNotContain("io.github.chaos4j.agent.shaded");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theWeaverIsLoadedAsSoonAsAClientBegins(Path jdk) {
        ForkedJvm.Result result = ForkedJvm.of(jdk)
                .agent(ForkedJvm.ON)
                .with("-Xlog:class+load:file=/dev/stderr")
                .classPath(ForkedJvm.codeSource(HikariConfig.class))
                .run(ClientBegins.class, HikariConfig.class.getName());

        assertThat(result.out()).startsWith("available true");
        assertThat(result.err()).contains("io.github.chaos4j.agent.shaded.bytebuddy");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whoUsesTheApiAtOnceWaitsForTheAgent(Path jdk) {
        ForkedJvm.Result result = ForkedJvm.of(jdk).agent(ForkedJvm.ON).run(FirstStatement.class);

        assertThat(result.lines()).containsExactly("available true");
    }

    @Test
    void anExplicitFalseInTheEnvironmentWins() {
        ForkedJvm.Result result = ForkedJvm.program(
                Map.of("CHAOS_ENABLED", "false"),
                command("-javaagent:" + ForkedJvm.AGENT + "=" + ForkedJvm.ON + ",faults=error jdbc kind=deadlock"));

        assertThat(result.lines()).containsExactly("jdbc ok");
    }

    @Test
    void faultsOfTheEnvironmentAreArmedBeforeTheFirstCall() {
        ForkedJvm.Result result = ForkedJvm.program(
                Map.of("CHAOS_ENABLED", "true", "CHAOS_HTTP", "off", "CHAOS_FAULTS", "error jdbc kind=deadlock"),
                command("-javaagent:" + ForkedJvm.AGENT));

        assertThat(result.lines()).containsExactly(DEADLOCK);
    }

    @Test
    void anUnknownArgumentKeepsItOutWithOneLine() {
        ForkedJvm.Result result =
                ForkedJvm.here().agent("enabled=true,htpp=off").run(Hello.class);

        assertThat(result.lines()).containsExactly("hello");
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith("chaos4j stays out: ")
                .contains("htpp");
    }

    @Test
    void aNonCanaryWeavesNothing() {
        ForkedJvm.Result result = ForkedJvm.here()
                .agent(ForkedJvm.ON + ",canary=false,faults=error jdbc kind=deadlock")
                .with("-Xlog:class+load:file=/dev/stderr")
                .run(Calls.class, "jdbc");

        assertThat(result.lines()).containsExactly("jdbc ok");
        assertThat(result.err()).doesNotContain("shaded.bytebuddy").contains("nothing of CHAOS_FAULTS is armed");
    }

    @Test
    void worksWhereNoTemporaryFileCanBeWritten() {
        ForkedJvm.Result result = ForkedJvm.here()
                .agent("enabled=true,http=127.0.0.1:0")
                .with("-Djava.io.tmpdir=/proc/none")
                .run(Faults.class, "jdbc");

        assertThat(result.lines()).containsExactly("jdbc ok", DEADLOCK, "jdbc ok");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void worksOnAReadOnlyFileSystem(Path jdk) {
        assumeTrue(mounts("true").exit() == 0, "only root can make a file system read-only for one process");
        assertThat(mounts("touch", "/chaos4j").exit()).isNotZero();

        ForkedJvm.Result result = ForkedJvm.of(jdk)
                .inside(READ_ONLY)
                .agent("enabled=true,http=127.0.0.1:0")
                .with("-Djava.io.tmpdir=/")
                .run(Faults.class, "jdbc");

        assertThat(result.lines()).containsExactly("jdbc ok", DEADLOCK, "jdbc ok");
    }

    private static ForkedJvm.Result mounts(String... command) {
        List<String> all = new ArrayList<>(READ_ONLY);
        all.addAll(List.of(command));
        return ForkedJvm.program(Map.of(), all.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"javac", "jar", "jps"})
    void toolsOfTheJdkAreLeftAlone(String tool) {
        Path binary = Path.of(System.getProperty("java.home"), "bin", tool);
        String options = "-javaagent:" + ForkedJvm.AGENT + "=" + ForkedJvm.ON + " -Xlog:class+load:file=/dev/stderr";

        ForkedJvm.Result result = ForkedJvm.program(
                Map.of("JAVA_TOOL_OPTIONS", options), binary.toString(), tool.equals("jps") ? "-q" : "--version");

        assertThat(result.exit()).isZero();
        assertThat(result.err()).contains("io.github.chaos4j.agent.JdkTool").doesNotContain("ChaosGate");
    }

    private static String[] command(String agent) {
        return new String[] {
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            agent,
            "-cp",
            ForkedJvm.TEST_CLASSES + System.getProperty("path.separator") + ForkedJvm.H2,
            Calls.class.getName(),
            "jdbc"
        };
    }
}
