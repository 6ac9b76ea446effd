package io.github.chaos4j.it.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.chaos4j.it.platform.app.Calls;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives of classes that make a JVM start faster stay in use. */
class ClassArchiveIT {
    private static final String ON = ForkedJvm.ON + ",faults=error jdbc kind=deadlock";
    private static final String DEADLOCK = "jdbc org.h2.jdbc.JdbcSQLTransactionRollbackException 40001";

    @TempDir
    Path directory;

    static List<Path> jdks() {
        return ForkedJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void anAppCdsArchiveDumpedWithoutTheAgentIsUsedWithIt(Path jdk) {
        Path archive = directory.resolve("calls.jsa");
        jar(ForkedJvm.of(jdk)).with("-XX:ArchiveClassesAtExit=" + archive).run(Calls.class.getName(), "jdbc");

        ForkedJvm.Result result = jar(ForkedJvm.of(jdk))
                .with("-XX:SharedArchiveFile=" + archive, "-Xlog:class+load:file=/dev/stderr")
                .agent(ON)
                .run(Calls.class.getName(), "jdbc");

        // JDK 25 says on stdout that java.instrument is new to the archive, and uses it none the less
        assertThat(result.lines()).last().isEqualTo(DEADLOCK);
        assertThat(result.err().lines())
                .filteredOn(line -> line.contains("org.h2.") && line.contains("source: shared objects file (top)"))
                .hasSizeGreaterThan(100);
        assertThat(result.err()).doesNotContain("Sharing is only supported");
    }

    @Test
    void anAotCacheTrainedWithTheInstrumentModuleIsUsedAndItsClassesAreWoven() {
        List<Path> newest = ForkedJvm.newest();
        assumeFalse(newest.isEmpty(), "SKIPPED: no JDK 25 on this machine, so no AOT cache to try");
        Path cache = directory.resolve("calls.aot");
        Path jdk = newest.get(0);
        ForkedJvm.Result trained = jar(ForkedJvm.of(jdk))
                .with("-XX:AOTCacheOutput=" + cache, "--add-modules", "java.instrument")
                .run(Calls.class.getName(), "jdbc");
        assertThat(cache).as(trained.err()).exists();

        ForkedJvm.Result result = jar(ForkedJvm.of(jdk))
                .with("-XX:AOTCache=" + cache, "-XX:AOTMode=on", "--add-modules", "java.instrument")
                .with("-Xlog:class+load:file=/dev/stderr")
                .agent(ON)
                .run(Calls.class.getName(), "jdbc");

        assertThat(result.lines()).as(result.err()).containsExactly(DEADLOCK);
        assertThat(result.err().lines())
                .filteredOn(line -> line.contains("org.h2.") && line.contains("source: shared objects file"))
                .hasSizeGreaterThan(100);
    }

    /** An archive keeps classes from jars only. */
    private ForkedJvm jar(ForkedJvm jvm) {
        return jvm.classPath(ClassJar.of(directory, Calls.class.getPackage()), ForkedJvm.H2);
    }
}
