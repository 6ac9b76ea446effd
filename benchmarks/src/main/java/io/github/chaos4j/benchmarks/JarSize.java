package io.github.chaos4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** How large the agent is. */
final class JarSize {
    private static final long ALLOWED_KIB = 5_120;

    private final Budgets.Installation installed;

    JarSize(Budgets.Installation installed) {
        this.installed = installed;
    }

    List<Budget> measure() throws IOException {
        long kib = (Files.size(installed.agent()) + 1_023) / 1_024;
        return List.of(new Budget("agent jar", "<= " + ALLOWED_KIB + " KiB", kib + " KiB", "-", kib <= ALLOWED_KIB));
    }
}
