/** Products and their prices: from the product service, from the cache, or as last known. It knows nothing of orders. */
package io.github.chaos4j.samples.checkout.product;
