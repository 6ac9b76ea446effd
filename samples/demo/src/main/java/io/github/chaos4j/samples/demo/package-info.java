/**
 * The demo: starts the checkout sample with the agent, puts steady load on it, has the {@code chaos} command arm one
 * fault after the other, and compares what customers saw with what the service had promised. It knows the agent only
 * through that command.
 */
@NullMarked
package io.github.chaos4j.samples.demo;

import org.jspecify.annotations.NullMarked;
