/**
 * What users write against: a {@link io.github.chaos4j.api.Fault} and its one text form, the {@link
 * io.github.chaos4j.api.Chaos} facade, scopes, listeners and gates. Depends on the JDK alone and
 * knows neither the agent nor any client library.
 */
@NullMarked
package io.github.chaos4j.api;

import org.jspecify.annotations.NullMarked;
