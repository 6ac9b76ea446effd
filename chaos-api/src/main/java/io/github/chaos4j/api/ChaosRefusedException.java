package io.github.chaos4j.api;

/** The input is sound but may not be carried out now; nothing was changed. */
public final class ChaosRefusedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /** Why, in terms of the caller's next step. */
    public enum Reason {
        /** Chaos is not enabled, or something that has a say forbids it. */
        GATE_CLOSED,
        /** A fault of that id is armed already. */
        ID_TAKEN,
        /** A cap of the settings is passed. */
        OVER_CAP,
        /** There is no fault of that id. */
        UNKNOWN_ID,
        /** Right in form, but not available in this version. */
        UNSUPPORTED
    }

    private final Reason reason;
    private final transient FieldError error;

    public ChaosRefusedException(Reason reason, FieldError error) {
        super(error.message());
        this.reason = reason;
        this.error = error;
    }

    public Reason reason() {
        return reason;
    }

    public FieldError error() {
        return error;
    }
}
