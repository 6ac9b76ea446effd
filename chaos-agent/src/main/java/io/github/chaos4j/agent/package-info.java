/**
 * The agent's entry: premain, attach, install and uninstall. Puts gate, engine, weaving, adapters and control
 * together and knows all of them; none of them knows this package.
 */
@NullMarked
package io.github.chaos4j.agent;

import org.jspecify.annotations.NullMarked;
