/**
 * What every client has to do under a fault, and the means to say so: the contract, outcomes of calls, the
 * recorded real failures. Runs under the packaged agent only.
 */
package io.github.chaos4j.it;
