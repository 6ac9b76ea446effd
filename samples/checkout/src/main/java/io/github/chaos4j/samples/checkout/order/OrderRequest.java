package io.github.chaos4j.samples.checkout.order;

/** What a customer sends. A record that cannot be built is answered with 400. */
public record OrderRequest(String productId, int quantity) {

    public OrderRequest {
        if (productId == null || productId.isBlank()) {
            throw new IllegalArgumentException("productId is missing");
        }
        if (quantity < 1 || quantity > 1_000) {
            throw new IllegalArgumentException("quantity " + quantity + " is not between 1 and 1000");
        }
    }
}
