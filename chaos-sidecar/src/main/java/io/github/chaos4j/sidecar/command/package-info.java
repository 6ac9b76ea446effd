/** One class per verb of the {@code chaos} command, and the options that several of them share. */
@NullMarked
package io.github.chaos4j.sidecar.command;

import org.jspecify.annotations.NullMarked;
