/**
 * What a client adapter is written against: hooks (where to weave), the adapter (what is special about the
 * client) and the small types between it and the engine. Knows the API alone: neither the engine nor any
 * client nor Byte Buddy.
 */
@NullMarked
package io.github.chaos4j.agent.spi;

import org.jspecify.annotations.NullMarked;
