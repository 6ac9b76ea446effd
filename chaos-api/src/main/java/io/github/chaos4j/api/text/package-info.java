/**
 * The one text form of a fault, in its two spellings: the short form (one line) and the fields of a JSON
 * or YAML object. Everything wrong is told at once. Reads no JSON itself: a reader hands over maps.
 */
@NullMarked
package io.github.chaos4j.api.text;

import org.jspecify.annotations.NullMarked;
