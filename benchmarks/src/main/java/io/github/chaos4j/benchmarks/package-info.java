/**
 * Measures the budgets of the README and prints them beside what was allowed. Every figure is a ratio or a difference
 * within one run, with an A/A pair beside it: machines are noisy.
 */
package io.github.chaos4j.benchmarks;
