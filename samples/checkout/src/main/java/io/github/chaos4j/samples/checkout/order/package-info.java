/** Orders: priced, stored in the database, and while that is away put on a queue in Redis until it is back. */
package io.github.chaos4j.samples.checkout.order;
