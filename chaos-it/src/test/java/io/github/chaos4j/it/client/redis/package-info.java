/** Jedis and Lettuce, newest and oldest, under the contract and against a real server. */
package io.github.chaos4j.it.client.redis;
