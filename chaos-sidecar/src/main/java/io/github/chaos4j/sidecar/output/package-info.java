/** What the command prints: plain or coloured text, tables, JSON. Knows no verb and no agent. */
@NullMarked
package io.github.chaos4j.sidecar.output;

import org.jspecify.annotations.NullMarked;
