package io.github.chaos4j.agent.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Chooses the same share of the instances everywhere and at every start. */
final class Canary {
    private Canary() {}

    /** Whether the first 8 bytes of SHA-256(instance), as a fraction of 2^64, lie below the share. */
    static boolean isChosen(String instance, double share) {
        return share >= 1 || fraction(instance) < share;
    }

    static double fraction(String instance) {
        byte[] digest;
        try {
            digest = MessageDigest.getInstance("SHA-256").digest(instance.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        double fraction = 0;
        for (int i = 7; i >= 0; i--) {
            fraction = (fraction + (digest[i] & 0xff)) / 256;
        }
        return fraction;
    }
}
