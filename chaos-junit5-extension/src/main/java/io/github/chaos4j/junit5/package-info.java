/**
 * Brings the agent into the JVM that runs JUnit tests. Knows the agent by its entry only, and arms nothing by itself.
 */
@NullMarked
package io.github.chaos4j.junit5;

import org.jspecify.annotations.NullMarked;
