package io.github.chaos4j.benchmarks;

import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.Fault;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One woven call, with what {@code -Dbench.armed} says armed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HotPathBenchmark {
    private PreparedStatement noOp;
    private Connection h2;
    private PreparedStatement select;

    @Setup
    public void prepare() throws Exception {
        noOp = NoOpStatement.create();
        h2 = DriverManager.getConnection("jdbc:h2:mem:bench");
        String armed = System.getProperty("bench.armed", "");
        List<Fault> faults = faults(armed);
        if (!faults.isEmpty()) {
            Chaos.arm(faults);
        }
        select = h2.prepareStatement("select 1");
        if (!armed.isEmpty() && !Chaos.isAvailable()) {
            throw new IllegalStateException("no agent in this JVM");
        }
    }

    private static List<Fault> faults(String armed) {
        List<Fault> faults = new ArrayList<>();
        switch (armed) {
            case "other" -> faults.add(Fault.parse("error jdbc payments-db duration=30m"));
            case "hundred" -> {
                for (int i = 0; i < 100; i++) {
                    faults.add(Fault.parse("error jdbc other-" + i + " duration=30m"));
                }
            }
            case "statement" ->
                faults.add(Fault.parse("error jdbc bench-db match.statement=\"select * from x\" duration=30m"));
            default -> {}
        }
        return faults;
    }

    @TearDown
    public void close() throws SQLException {
        h2.close();
    }

    @Benchmark
    public int noOp() throws SQLException {
        return noOp.executeUpdate();
    }

    @Benchmark
    public int select1() throws SQLException {
        try (ResultSet result = select.executeQuery()) {
            result.next();
            return result.getInt(1);
        }
    }
}
