/** Applications that tests start in a JVM of their own. */
package io.github.chaos4j.it.control.app;
