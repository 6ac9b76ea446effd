/** How this service calls what may fail. It knows nothing of products and orders. */
package io.github.chaos4j.samples.checkout.resilience;
