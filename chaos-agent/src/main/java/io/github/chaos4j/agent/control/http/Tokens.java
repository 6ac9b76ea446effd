package io.github.chaos4j.agent.control.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bearer tokens that open the API. Never printed. */
public final class Tokens {

    /** Who uses it, for the audit, and whether it opens GET only. */
    static final class Token {
        private final String name;
        private final byte[] secret;
        private final boolean readOnly;

        private Token(String name, String secret, boolean readOnly) {
            this.name = name;
            this.secret = secret.getBytes(StandardCharsets.UTF_8);
            this.readOnly = readOnly;
        }

        String name() {
            return name;
        }

        boolean readOnly() {
            return readOnly;
        }
    }

    private final List<Token> tokens;

    private Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    public static Tokens none() {
        return new Tokens(List.of());
    }

    public boolean isEmpty() {
        return tokens.isEmpty();
    }

    /**
     * With those of the text: one token, or lines {@code name:token}.
     *
     * @throws IllegalArgumentException if a line is neither; its message never holds a token
     */
    public Tokens with(String text, String defaultName, boolean readOnly) {
        List<Token> more = new ArrayList<>(tokens);
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int colon = line.indexOf(':');
            String name = colon < 0 ? defaultName : line.substring(0, colon).strip();
            String secret = line.substring(colon + 1).strip();
            if (name.isEmpty() || secret.isEmpty() || !secret.chars().allMatch(c -> c > ' ' && c < 127)) {
                throw new IllegalArgumentException(
                        "line " + (i + 1) + " is neither a token of printable ASCII without spaces nor name:token");
            }
            more.add(new Token(name, secret, readOnly));
        }
        return new Tokens(more);
    }

    /** Compares with every token in constant time, so that the answer's delay tells nothing about any. */
    Optional<Token> find(String secret) {
        byte[] given = secret.getBytes(StandardCharsets.UTF_8);
        Token found = null;
        for (Token token : tokens) {
            if (MessageDigest.isEqual(given, token.secret)) {
                found = token;
            }
        }
        return Optional.ofNullable(found);
    }
}
