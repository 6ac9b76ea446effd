package io.github.chaos4j.samples.checkout.product;

import io.github.chaos4j.samples.checkout.Served;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Profile("!product")
class ProductController {

    private final ProductCatalog catalog;

    ProductController(ProductCatalog catalog) {
        this.catalog = catalog;
    }

    @GetMapping("/products/{id}")
    ResponseEntity<Product> product(@PathVariable String id) {
        Offer offer = catalog.show(id);
        return ResponseEntity.ok()
                .header(Served.HEADER, offer.served().header())
                .body(offer.product());
    }
}
