/**
 * How chaos is allowed and steered from outside: settings, consent, the fault file, HTTP, JMX, metrics, audit
 * and discovery. Knows the engine by {@code EngineControl} only, and neither weaving nor any client.
 */
@NullMarked
package io.github.chaos4j.agent.control;

import org.jspecify.annotations.NullMarked;
