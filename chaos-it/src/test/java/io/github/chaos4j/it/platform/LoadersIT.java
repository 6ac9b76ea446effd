package io.github.chaos4j.it.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.it.platform.app.ChildFirst;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications in loaders of their own. */
class LoadersIT {
    private static final String DEADLOCK = "org.h2.jdbc.JdbcSQLTransactionRollbackException 40001";
    private static final Path API = ForkedJvm.codeSource(Chaos.class);

    static List<Path> jdks() {
        return ForkedJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void faultsFireInAChildFirstLoader(Path jdk) {
        ForkedJvm.Result result = ForkedJvm.of(jdk)
                .agent(ForkedJvm.ON)
                .run(ChildFirst.class, "query", ForkedJvm.TEST_CLASSES + "/", ForkedJvm.H2.toString());

        assertThat(result.lines()).as(result.err()).containsExactly("true", "ok", DEADLOCK, "ok");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aSecondCopyOfTheApiSpeaksToTheOneEngine(Path jdk) {
        ForkedJvm.Result result = ForkedJvm.of(jdk)
                .agent(ForkedJvm.ON)
                .run(ChildFirst.class, "faults", ForkedJvm.TEST_CLASSES + "/", ForkedJvm.H2.toString(), API.toString());

        assertThat(result.lines()).as(result.err()).containsExactly("true", "jdbc ok", "jdbc " + DEADLOCK, "jdbc ok");
    }
}
