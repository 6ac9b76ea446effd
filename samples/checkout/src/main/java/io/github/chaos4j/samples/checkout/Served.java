package io.github.chaos4j.samples.checkout;

import java.util.Locale;

/** Where an answer came from, told to the client in a header. */
public enum Served {
    LIVE,
    CACHE,
    FALLBACK;

    public static final String HEADER = "X-Served-By";

    public String header() {
        return name().toLowerCase(Locale.ROOT);
    }
}
