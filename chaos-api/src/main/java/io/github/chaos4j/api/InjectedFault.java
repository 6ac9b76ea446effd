package io.github.chaos4j.api;

/**
 * Suppressed in an injected exception if its fault asks for {@code mark}, for people who must tell it from a
 * real one. Has no stack trace and is never thrown itself.
 */
public final class InjectedFault extends Throwable {
    private static final long serialVersionUID = 1;

    private final String faultId;

    public InjectedFault(String faultId) {
        super("injected by fault " + faultId, null, false, false);
        this.faultId = faultId;
    }

    public String faultId() {
        return faultId;
    }
}
