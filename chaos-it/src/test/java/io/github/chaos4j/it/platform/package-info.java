/**
 * The packaged agent in JVMs of its own: with the JVM, attached late, taken out again, in nested and child-first
 * loaders, named modules, small images, with CDS and AOT, beside another agent. The applications that are run
 * stand in the package app and see nothing of the tests.
 */
package io.github.chaos4j.it.platform;
