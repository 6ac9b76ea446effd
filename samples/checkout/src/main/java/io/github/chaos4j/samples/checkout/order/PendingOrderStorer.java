package io.github.chaos4j.samples.checkout.order;

import io.github.chaos4j.samples.checkout.resilience.Guards;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Moves waiting orders into the database as soon as it takes them. An order leaves the queue after it was stored, so a
 * crash in between stores it twice, which is once.
 */
@Component
@Profile("!product & !no-resilience")
class PendingOrderStorer {

    private final PendingOrders pending;
    private final OrderRepository orders;
    private final Guards guards;

    PendingOrderStorer(PendingOrders pending, OrderRepository orders, Guards guards) {
        this.pending = pending;
        this.orders = orders;
        this.guards = guards;
    }

    @Scheduled(fixedDelayString = "${checkout.pending-orders-every}")
    void storeWaiting() {
        Optional<Order> next = first();
        while (next.isPresent() && store(next.get())) {
            next = first();
        }
    }

    private Optional<Order> first() {
        return guards.cache().call(pending::first, Optional::empty);
    }

    private boolean store(Order order) {
        return guards.orders().run(() -> orders.save(order)) && guards.cache().run(() -> pending.remove(order));
    }
}
