/**
 * Which calls are disturbed, how, and until when: immutable fault tables behind a volatile, the decision per
 * call, waiting, and the life of a fault. Sees clients through the spi only; knows neither weaving nor the
 * control plane.
 */
@NullMarked
package io.github.chaos4j.agent.engine;

import org.jspecify.annotations.NullMarked;
