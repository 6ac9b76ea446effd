/** The product service, which in real life is another team's. Profile {@code product} starts it from the same jar. */
package io.github.chaos4j.samples.checkout.productservice;
