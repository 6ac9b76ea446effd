/** The control plane of a packaged agent in a JVM of its own, on good days and bad. */
package io.github.chaos4j.it.control;
