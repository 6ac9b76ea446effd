/** Runs what the documentation says: every command, every snippet. Knows only the documents and the packaged jars. */
package io.github.chaos4j.it.docs;
