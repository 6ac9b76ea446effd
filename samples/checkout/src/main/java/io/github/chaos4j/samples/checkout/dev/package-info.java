/** What a developer's start needs besides the jar. Not part of any other profile. */
package io.github.chaos4j.samples.checkout.dev;
