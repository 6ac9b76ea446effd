/**
 * Which clients are supported (the catalogue), and how the adapter of a client is loaded beside the
 * application's copy of it. Holds no application class or loader strongly. Knows the spi and the modules'
 * names, never what they do.
 */
@NullMarked
package io.github.chaos4j.agent.client;

import org.jspecify.annotations.NullMarked;
