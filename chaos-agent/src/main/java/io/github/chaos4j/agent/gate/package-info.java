/**
 * The one class that woven code calls. Relocated to {@code java.lang} when the jar is shaded, so that every
 * class loader and module sees it by specification; therefore JDK types only in its signatures, and no
 * import but java.lang and java.util.function: the package is not null-marked, its other classes are.
 */
package io.github.chaos4j.agent.gate;
