package io.github.chaos4j.it.control.app;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.concurrent.atomic.AtomicLong;

/** Queries H2 without pause. For each line that it reads it prints what happened since the one before. */
public final class Workload {
    private Workload() {}

    public static void main(String[] args) throws Exception {
        AtomicLong calls = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        Thread load = new Thread(() -> query(calls, failed), "load");
        load.setDaemon(true);
        load.start();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (lines.readLine() != null) {
            System.gc();
            Runtime memory = Runtime.getRuntime();
            System.out.printf(
                    "%d %d %d%n",
                    calls.getAndSet(0), failed.getAndSet(0), (memory.totalMemory() - memory.freeMemory()) / 1024);
            System.out.flush();
        }
    }

    private static void query(AtomicLong calls, AtomicLong failed) {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:load");
                PreparedStatement statement = connection.prepareStatement("select 1")) {
            while (true) {
                calls.incrementAndGet();
                try {
                    statement.executeQuery().close();
                } catch (Exception failure) {
                    failed.incrementAndGet();
                }
            }
        } catch (Exception failure) {
            failed.incrementAndGet();
        }
    }
}
