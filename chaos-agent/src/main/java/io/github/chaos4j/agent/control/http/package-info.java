/**
 * The control API over HTTP/1.1, on java.base alone: a selector thread reads and writes without ever waiting for
 * a client, so that half-open connections cannot keep the kill switch from being heard, and a few workers carry
 * requests out. {@code jdk.httpserver} cannot keep that promise without JVM-wide properties.
 */
@NullMarked
package io.github.chaos4j.agent.control.http;

import org.jspecify.annotations.NullMarked;
