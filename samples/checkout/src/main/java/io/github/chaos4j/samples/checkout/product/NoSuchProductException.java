package io.github.chaos4j.samples.checkout.product;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

@ResponseStatus(HttpStatus.NOT_FOUND)
public class NoSuchProductException extends RuntimeException {

    public NoSuchProductException(String id) {
        super("no product " + id);
    }
}
