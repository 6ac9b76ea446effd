package io.github.chaos4j.samples.checkout.productservice;

import java.math.BigDecimal;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Sells products 1 to 1000. */
@RestController
@Profile("product")
class ProductService {

    private static final int PRODUCTS = 1_000;

    @GetMapping("/catalog/{id:[0-9]{1,6}}")
    ResponseEntity<CatalogEntry> product(@PathVariable int id) {
        if (id < 1 || id > PRODUCTS) {
            return ResponseEntity.notFound().build();
        }
        return ResponseEntity.ok(
                new CatalogEntry(Integer.toString(id), "Product " + id, BigDecimal.valueOf(995L + 10L * id, 2)));
    }

    record CatalogEntry(String id, String name, BigDecimal price) {}
}
