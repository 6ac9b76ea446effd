package io.github.chaos4j.samples.checkout.order;

import io.github.chaos4j.samples.checkout.Served;
import java.net.URI;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Profile("!product")
class OrderController {

    private final Checkout checkout;

    OrderController(Checkout checkout) {
        this.checkout = checkout;
    }

    /** 201 when the order is in the database, 202 when it waits for it. */
    @PostMapping("/orders")
    ResponseEntity<Order> place(@RequestBody OrderRequest request) {
        Checkout.Placed placed = checkout.place(request);
        return ResponseEntity.status(placed.stored() ? HttpStatus.CREATED : HttpStatus.ACCEPTED)
                .location(URI.create("/orders/" + placed.order().id()))
                .header(Served.HEADER, placed.served().header())
                .body(placed.order());
    }

    @GetMapping("/orders/{id}")
    ResponseEntity<Order> order(@PathVariable String id) {
        return checkout.find(id)
                .map(found -> ResponseEntity.ok()
                        .header(Served.HEADER, found.served().header())
                        .body(found.order()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
