/**
 * Decides which classes are woven, by names and constant pools alone, and weaves them: one advice for all
 * clients that calls the gate. Only {@code Weaver} and the advice see Byte Buddy, and they are loaded with the
 * first class that is to be woven. Knows hooks from the spi; knows neither clients nor the engine.
 */
@NullMarked
package io.github.chaos4j.agent.weave;

import org.jspecify.annotations.NullMarked;
