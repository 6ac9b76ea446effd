package io.github.chaos4j.agent.engine;

import java.util.Arrays;

/** Removes our own frames, so that an injected exception looks as if the client had made it. */
final class StackTrim {
    private static final String GATE = ".ChaosGate";
    private static final int DEEPEST = 8;

    private StackTrim() {}

    static void trim(Throwable thrown) {
        Throwable each = thrown;
        for (int depth = 0; each != null && depth < DEEPEST; depth++) {
            trimOne(each);
            for (Throwable suppressed : each.getSuppressed()) {
                trimOne(suppressed);
            }
            each = each.getCause();
        }
    }

    private static void trimOne(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        for (int i = frames.length - 1; i >= 0; i--) {
            if (frames[i].getClassName().endsWith(GATE)) {
                thrown.setStackTrace(Arrays.copyOfRange(frames, i + 1, frames.length));
                return;
            }
        }
    }
}
