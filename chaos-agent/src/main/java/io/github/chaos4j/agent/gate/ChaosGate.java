package io.github.chaos4j.agent.gate;

import java.util.function.UnaryOperator;

/**
 * What woven code reads and calls. The advice inlines {@code if (armed)} and nothing else of ours runs on
 * a call while it is false.
 *
 * <p>Defined once per JVM and never again, even across uninstall and reinstall: the engine behind it changes,
 * the gate stays. Not null-marked: it must not need an annotation class where it is defined.
 */
public abstract class ChaosGate {
    /** Whether any fault is armed. Volatile: who sees true sees the fault table published before it. */
    public static volatile boolean armed;

    /** The text commands of the engine, for a copy of the API in a loader that cannot see it. */
    public static volatile UnaryOperator<String> control;

    private static volatile ChaosGate engine;

    /** Binds the engine; null unbinds it. */
    public static void bind(ChaosGate newEngine) {
        engine = newEngine;
    }

    /** The engine bound, whatever loader or version it is of; null if none is. */
    public static ChaosGate bound() {
        return engine;
    }

    /**
     * A woven method begins.
     *
     * @return null: untouched; an {@code Object[]}: skip the body, its first element is the result; anything
     *     else: run the body (with the arguments as they now stand in args) and hand it to {@link #exit}
     */
    public static Object enter(int hook, Object self, Object[] args) throws Throwable {
        ChaosGate current = engine;
        return current == null ? null : current.entered(hook, self, args);
    }

    /**
     * A woven method for which enter returned a token ends.
     *
     * @return null to leave the outcome alone, or {result, thrown} to replace it
     */
    public static Object[] exit(Object token, Object result, Throwable thrown) {
        ChaosGate current = engine;
        return current == null ? null : current.exited(token, result, thrown);
    }

    /** An object that the agent follows (a pool) has been constructed. Called whether armed or not. */
    public static void born(int hook, Object self) {
        ChaosGate current = engine;
        if (current != null) {
            current.constructed(hook, self);
        }
    }

    protected abstract Object entered(int hook, Object self, Object[] args) throws Throwable;

    protected abstract Object[] exited(Object token, Object result, Throwable thrown);

    protected abstract void constructed(int hook, Object self);
}
