package io.github.chaos4j.agent.spi;

import io.github.chaos4j.agent.spi.Hook.Role;
import io.github.chaos4j.api.Operation;
import org.jspecify.annotations.Nullable;

/** The adapters of one woven place, by the class of the client's object there. */
public abstract class HookAdapters extends ByType<CallAdapter> {
    public final Hook hook;

    /** What is called there; null if it is not the place of a call. */
    public final @Nullable Operation operation;

    protected HookAdapters(Hook hook) {
        this.hook = hook;
        this.operation = hook.role() == Role.CALL ? hook.operation() : null;
    }
}
