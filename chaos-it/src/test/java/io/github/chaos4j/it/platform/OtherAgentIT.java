package io.github.chaos4j.it.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.it.platform.app.Faults;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside the OpenTelemetry agent, which weaves the same methods. */
class OtherAgentIT {
    private static final Path OTEL = Path.of(
                    System.getProperty("otel.agent.jar", "target/otel/opentelemetry-javaagent.jar"))
            .toAbsolutePath();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void faultsFireWhoeverIsListedFirst(boolean oursFirst) {
        ForkedJvm jvm = ForkedJvm.here()
                .with("-Dotel.traces.exporter=none", "-Dotel.metrics.exporter=none", "-Dotel.logs.exporter=none");
        ForkedJvm.Result result = oursFirst
                ? jvm.agent(ForkedJvm.ON).with("-javaagent:" + OTEL).run(Faults.class)
                : jvm.with("-javaagent:" + OTEL).agent(ForkedJvm.ON).run(Faults.class);

        assertThat(result.err()).contains("opentelemetry-javaagent - version");
        assertThat(result.lines())
                .as(result.err())
                .isEqualTo(List.of(
                        "jdbc ok",
                        "jdbc org.h2.jdbc.JdbcSQLTransactionRollbackException 40001",
                        "jdbc ok",
                        "http java.net.ConnectException",
                        "http status 503",
                        "http java.net.ConnectException"));
    }
}
