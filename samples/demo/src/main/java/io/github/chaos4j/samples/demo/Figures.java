package io.github.chaos4j.samples.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * What customers saw for a while.
 *
 * @param success  share of calls answered with 2xx, 0 to 1
 * @param fallback share of calls answered by a fallback, 0 to 1
 * @param failures what the others got instead, and how often
 */
record Figures(int calls, double success, Duration p50, Duration p99, double fallback, Map<String, Long> failures) {

    static Figures of(List<CustomerCall> calls) {
        Histogram latencies = new Histogram(3);
        calls.forEach(call -> latencies.recordValue(Math.max(0, call.nanos())));
        return new Figures(
                calls.size(),
                share(calls.stream().filter(CustomerCall::isSuccess).count(), calls.size()),
                Duration.ofNanos(latencies.getValueAtPercentile(50)),
                Duration.ofNanos(latencies.getValueAtPercentile(99)),
                share(calls.stream().filter(CustomerCall::byFallback).count(), calls.size()),
                calls.stream()
                        .map(CustomerCall::failure)
                        .filter(failure -> !failure.isEmpty())
                        .collect(Collectors.groupingBy(failure -> failure, TreeMap::new, Collectors.counting())));
    }

    private static double share(long part, int all) {
        return all == 0 ? 0 : (double) part / all;
    }
}
