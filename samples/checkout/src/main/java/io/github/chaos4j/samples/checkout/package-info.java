/**
 * A checkout: takes orders, asks the product service for prices, and goes on with what it last knew while something
 * that it depends on is away.
 */
package io.github.chaos4j.samples.checkout;
