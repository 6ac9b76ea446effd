/**
 * Flight recorder events of injections and control actions. Loaded only where the module jdk.jfr is; without a
 * running recording an event costs one check.
 */
@NullMarked
package io.github.chaos4j.agent.control.jfr;

import org.jspecify.annotations.NullMarked;
