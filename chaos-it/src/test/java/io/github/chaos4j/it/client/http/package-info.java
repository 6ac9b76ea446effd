/** HTTP clients, newest and oldest, under the contract. */
package io.github.chaos4j.it.client.http;
