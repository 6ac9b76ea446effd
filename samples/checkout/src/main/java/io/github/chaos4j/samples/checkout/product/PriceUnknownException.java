package io.github.chaos4j.samples.checkout.product;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The product service does not answer and we have never seen this product. */
@ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
public class PriceUnknownException extends RuntimeException {

    public PriceUnknownException(String id) {
        super("no price known for product " + id + ", try again later");
    }
}
