/**
 * The Redis clients: one file each, which names the places to weave and holds the adapters that are loaded
 * beside the application's copy of the client. Knows the API, the spi and its own client; never another client,
 * the engine or Byte Buddy.
 */
@NullMarked
package io.github.chaos4j.agent.client.redis;

import org.jspecify.annotations.NullMarked;
