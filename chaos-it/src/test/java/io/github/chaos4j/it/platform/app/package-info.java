/** Applications that the platform tests run in JVMs of their own. They know the JDK, H2 and, where they say so, chaos-api. */
package io.github.chaos4j.it.platform.app;
