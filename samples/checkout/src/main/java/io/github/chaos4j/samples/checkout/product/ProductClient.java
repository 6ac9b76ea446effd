package io.github.chaos4j.samples.checkout.product;

import io.github.chaos4j.samples.checkout.CheckoutProperties;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

@Component
@Profile("!product")
class ProductClient {

    private final RestClient http;

    ProductClient(RestClient.Builder http, CheckoutProperties properties) {
        this.http = http.baseUrl(properties.productServiceUrl().toString()).build();
    }

    Product get(String id) {
        try {
            return http.get().uri("/catalog/{id}", id).retrieve().body(Product.class);
        } catch (HttpClientErrorException.NotFound e) {
            throw new NoSuchProductException(id);
        }
    }
}
