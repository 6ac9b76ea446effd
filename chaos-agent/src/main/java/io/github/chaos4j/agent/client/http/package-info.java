/**
 * HTTP clients: where they are woven, and what each makes of a failure, a timeout and an answer. One file for each
 * client; the files without a client's name are shared by all and know the JDK alone.
 */
@NullMarked
package io.github.chaos4j.agent.client.http;

import org.jspecify.annotations.NullMarked;
