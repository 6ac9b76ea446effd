package io.github.chaos4j.samples.checkout.order;

import io.github.chaos4j.samples.checkout.Served;
import io.github.chaos4j.samples.checkout.product.Offer;
import io.github.chaos4j.samples.checkout.product.ProductCatalog;
import io.github.chaos4j.samples.checkout.resilience.Guards;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Service;

@Service
@Profile("!product")
class Checkout {

    private final ProductCatalog catalog;
    private final OrderRepository orders;
    private final PendingOrders pending;
    private final RecentOrders recent;
    private final Guards guards;
    private final Clock clock = Clock.systemUTC();

    Checkout(
            ProductCatalog catalog, OrderRepository orders, PendingOrders pending, RecentOrders recent, Guards guards) {
        this.catalog = catalog;
        this.orders = orders;
        this.pending = pending;
        this.recent = recent;
        this.guards = guards;
    }

    Placed place(OrderRequest request) {
        Offer offer = catalog.price(request.productId());
        Order order = new Order(
                UUID.randomUUID().toString(),
                offer.product().id(),
                request.quantity(),
                offer.product().price(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        boolean stored = guards.orders().run(() -> orders.save(order));
        if (!stored && !guards.cache().run(() -> pending.add(order))) {
            throw new OrdersUnavailableException();
        }
        guards.cache().run(() -> recent.put(order));
        return new Placed(order, stored, stored ? offer.served() : Served.FALLBACK);
    }

    /** An order that was accepted while the database was away is found as well. */
    Optional<Found> find(String id) {
        Optional<Optional<Order>> stored = guards.orders().call(() -> Optional.of(orders.find(id)), Optional::empty);
        if (stored.isPresent() && stored.get().isPresent()) {
            return stored.get().map(order -> new Found(order, Served.LIVE));
        }
        Optional<Order> known = guards.cache().call(() -> recent.find(id), Optional::empty);
        if (stored.isEmpty() && known.isEmpty()) {
            throw new OrdersUnavailableException();
        }
        return known.map(order -> new Found(order, Served.FALLBACK));
    }

    /** @param stored false if the order waits for the database */
    record Placed(Order order, boolean stored, Served served) {}

    record Found(Order order, Served served) {}
}
