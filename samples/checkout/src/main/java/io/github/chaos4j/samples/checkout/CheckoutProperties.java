package io.github.chaos4j.samples.checkout;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param cacheFreshFor      how long a cached product is shown without asking the product service
 * @param pendingOrdersEvery pause between two attempts to store the orders that wait
 */
@ConfigurationProperties("checkout")
public record CheckoutProperties(URI productServiceUrl, Duration cacheFreshFor, Duration pendingOrdersEvery) {}
