/** The lines that an application with an OpenFeature flag and a Micrometer registry adds. Knows the API alone. */
@NullMarked
package io.github.chaos4j.samples.flags;

import org.jspecify.annotations.NullMarked;
