package io.github.chaos4j.agent.gate;

import java.lang.invoke.MethodHandles;
import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;

/** Copied into a loader to which {@code java.lang} is opened; there it defines one class beside Object. */
@NullMarked
public final class GateDefinition implements Consumer<byte[]> {
    @Override
    public void accept(byte[] classFile) {
        try {
            MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup()).defineClass(classFile);
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException(closed);
        }
    }
}
