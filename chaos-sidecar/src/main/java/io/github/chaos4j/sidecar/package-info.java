/**
 * The {@code chaos} command: its entry, its exit codes and how it fails. What a verb does stands in
 * {@code command}; nothing here knows the agent's classes, only its control API.
 */
@NullMarked
package io.github.chaos4j.sidecar;

import org.jspecify.annotations.NullMarked;
