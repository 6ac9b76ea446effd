/**
 * Puts the agent's counters into the application's Micrometer registry. Lives beside the application's
 * Micrometer, outside the agent jar; knows the API alone, neither the agent nor any registry's product.
 */
@NullMarked
package io.github.chaos4j.micrometer;

import org.jspecify.annotations.NullMarked;
