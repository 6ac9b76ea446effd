package io.github.chaos4j.samples.checkout.order;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Neither the database nor Redis answers. */
@ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
class OrdersUnavailableException extends RuntimeException {

    OrdersUnavailableException() {
        super("orders are not available, try again later");
    }
}
