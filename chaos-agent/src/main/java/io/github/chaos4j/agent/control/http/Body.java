package io.github.chaos4j.agent.control.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Collects the body of one request as it arrives, of known length or in chunks (RFC 9112 §7.1). */
final class Body {
    static final int LIMIT = 64 * 1024;
    private static final int LONGEST_LINE = 256;

    private enum Part {
        FIXED,
        SIZE,
        DATA,
        DATA_END,
        TRAILER,
        DONE
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final StringBuilder line = new StringBuilder();
    private Part part;
    private int left;

    private Body(Part part, int left) {
        this.part = left == 0 && part == Part.FIXED ? Part.DONE : part;
        this.left = left;
    }

    /** @throws BadRequest if it is too large or of unknown length */
    static Body of(Head head) {
        String encoding = head.header("transfer-encoding").orElse("");
        String length = head.header("content-length").orElse("");
        if (!encoding.isEmpty()) {
            if (!encoding.equalsIgnoreCase("chunked") || !length.isEmpty()) {
                throw new BadRequest(400, "a body is either chunked or has a Content-Length");
            }
            return new Body(Part.SIZE, 0);
        }
        if (length.isEmpty()) {
            return new Body(Part.FIXED, 0);
        }
        if (!length.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new BadRequest(400, "Content-Length is not a number");
        }
        if (length.length() > 9 || Integer.parseInt(length) > LIMIT) {
            throw tooLarge();
        }
        return new Body(Part.FIXED, Integer.parseInt(length));
    }

    private static BadRequest tooLarge() {
        return new BadRequest(413, "the body is larger than " + LIMIT / 1024 + " KiB");
    }

    /** Takes what belongs to the body. Returns whether it is complete. */
    boolean take(ByteBuffer in) {
        while (part != Part.DONE && in.hasRemaining()) {
            if (part == Part.FIXED || part == Part.DATA) {
                takeData(in);
            } else {
                takeLine(in);
            }
        }
        return part == Part.DONE;
    }

    private void takeData(ByteBuffer in) {
        int n = Math.min(left, in.remaining());
        byte[] piece = new byte[n];
        in.get(piece);
        bytes.write(piece, 0, n);
        left -= n;
        if (left == 0) {
            part = part == Part.FIXED ? Part.DONE : Part.DATA_END;
        }
    }

    private void takeLine(ByteBuffer in) {
        char c = (char) (in.get() & 0xff);
        if (c != '\n') {
            if (line.length() == LONGEST_LINE) {
                throw new BadRequest(400, "a chunk's line is too long");
            }
            line.append(c);
            return;
        }
        String text = line.toString().strip();
        line.setLength(0);
        switch (part) {
            case SIZE -> size(text);
            case DATA_END -> {
                if (!text.isEmpty()) {
                    throw new BadRequest(400, "a chunk is longer than its size");
                }
                part = Part.SIZE;
            }
            default -> part = text.isEmpty() ? Part.DONE : Part.TRAILER;
        }
    }

    private void size(String text) {
        String digits = text.split(";", 2)[0].strip();
        if (digits.isEmpty() || !digits.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw new BadRequest(400, "a chunk has no size");
        }
        if (digits.length() > 7 || bytes.size() + Integer.parseInt(digits, 16) > LIMIT) {
            throw tooLarge();
        }
        left = Integer.parseInt(digits, 16);
        part = left == 0 ? Part.TRAILER : Part.DATA;
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
