/**
 * Brings the agent jar that is carried inside this one into a running JVM, also one in another container of the same
 * host. Knows nothing of the control API.
 */
@NullMarked
package io.github.chaos4j.sidecar.attach;

import org.jspecify.annotations.NullMarked;
