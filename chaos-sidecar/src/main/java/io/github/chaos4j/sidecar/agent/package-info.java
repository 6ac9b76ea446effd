/**
 * Agents as they are seen from outside: which ones there are, and what they answer over HTTP. Knows nothing of the
 * command line and nothing of what is printed.
 */
@NullMarked
package io.github.chaos4j.sidecar.agent;

import org.jspecify.annotations.NullMarked;
