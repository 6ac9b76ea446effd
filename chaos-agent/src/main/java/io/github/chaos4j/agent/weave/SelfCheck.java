package io.github.chaos4j.agent.weave;

import io.github.chaos4j.agent.gate.ChaosGate;
import io.github.chaos4j.agent.spi.Hook;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Weaves a class of ours, lets the JVM verify it and runs it. Loads Byte Buddy. */
public final class SelfCheck {
    private static final int NO_HOOK = Integer.MAX_VALUE;

    private SelfCheck() {}

    /** Why woven code does not work in this JVM; empty if it does. */
    public static Optional<String> weaving() {
        try {
            Throwable[] failure = new Throwable[1];
            byte[] woven = weave(failure);
            if (failure[0] != null) {
                return Optional.of(failure[0].toString());
            }
            if (woven == null) {
                return Optional.of("the prefilter overlooked the canary");
            }
            Object canary = new CanaryLoader().define(woven).getConstructor().newInstance();
            // while something is armed the engine would count a hook that it does not know as its own error
            boolean sings = ChaosGate.armed
                    || canary.getClass()
                            .getMethod("sing", int.class)
                            .invoke(canary, 1)
                            .equals(2);
            return sings ? Optional.empty() : Optional.of("the woven canary sings wrong");
        } catch (ReflectiveOperationException | IOException | RuntimeException | LinkageError failure) {
            return Optional.of(failure.toString());
        }
    }

    private static byte @Nullable [] weave(Throwable[] failure) throws IOException {
        String name = Canary.class.getName();
        Hook hook = new Hook(
                NO_HOOK,
                "canary",
                name,
                "",
                Hook.Role.SHIELD,
                null,
                "",
                Set.of(),
                Set.of(name),
                false,
                List.of(new Hook.Method("sing", null)));
        WeaveListener listener = new WeaveListener() {
            @Override
            public void woven(String className, List<Hook> hooks) {}

            @Override
            public void failed(String className, Throwable why) {
                failure[0] = why;
            }
        };
        String path = name.replace('.', '/');
        try (InputStream in = Canary.class.getClassLoader().getResourceAsStream(path + ".class")) {
            return new ChaosTransformer(List.of(hook), listener).transform(null, path, null, null, in.readAllBytes());
        }
    }

    private static final class CanaryLoader extends ClassLoader {
        CanaryLoader() {
            super(Canary.class.getClassLoader());
        }

        Class<?> define(byte[] bytes) {
            return defineClass(Canary.class.getName(), bytes, 0, bytes.length);
        }
    }
}
