/**
 * The control API over JMX. Loaded only where the module java.management is, and never in premain: an application
 * server must find its own MBean server builder in force.
 */
@NullMarked
package io.github.chaos4j.agent.control.jmx;

import org.jspecify.annotations.NullMarked;
