package io.github.chaos4j.samples.checkout.product;

import io.github.chaos4j.samples.checkout.Served;
import io.github.chaos4j.samples.checkout.resilience.Guards;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Service;

@Service
@Profile("!product")
public class ProductCatalog {

    private final ProductClient client;
    private final ProductCache cache;
    private final Guards guards;

    ProductCatalog(ProductClient client, ProductCache cache, Guards guards) {
        this.client = client;
        this.cache = cache;
        this.guards = guards;
    }

    /** For showing: a price a moment old will do. With the cache away it comes from the product service. */
    public Offer show(String id) {
        Lookup lookup =
                guards.cache().call(() -> new Lookup(cache.fresh(id), true), () -> new Lookup(Optional.empty(), false));
        return lookup.product()
                .map(product -> new Offer(product, Served.CACHE))
                .orElseGet(() -> lookup.cacheAnswered() ? price(id) : fallback(price(id)));
    }

    /** For selling: the price of now, or else the last that was seen. */
    public Offer price(String id) {
        return guards.product()
                .call(() -> new Offer(live(id), Served.LIVE), () -> new Offer(lastKnown(id), Served.FALLBACK));
    }

    private Product live(String id) {
        Product product = client.get(id);
        guards.cache().run(() -> cache.put(product));
        return product;
    }

    private Product lastKnown(String id) {
        return guards.cache()
                .call(() -> cache.lastKnown(id), Optional::<Product>empty)
                .orElseThrow(() -> new PriceUnknownException(id));
    }

    private static Offer fallback(Offer offer) {
        return new Offer(offer.product(), Served.FALLBACK);
    }

    private record Lookup(Optional<Product> product, boolean cacheAnswered) {}
}
