package io.github.chaos4j.api;

import java.util.Optional;

/**
 * What became of one call.
 *
 * @param call       which one
 * @param thread     the name of the thread that made it
 * @param startNanos when it began, on the scope's clock
 * @param endNanos   when it ended, on the scope's clock
 * @param fault      the id of the fault that decided its outcome or else delayed it
 * @param failure    what it threw
 */
public record CallRecord(
        Call call,
        String thread,
        long startNanos,
        long endNanos,
        Optional<String> fault,
        Optional<Throwable> failure) {}
