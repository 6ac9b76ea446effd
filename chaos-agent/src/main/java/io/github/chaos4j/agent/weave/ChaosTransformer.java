package io.github.chaos4j.agent.weave;

import io.github.chaos4j.agent.spi.Hook;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands before every class that is loaded: asks the prefilter, and hands the few that match to the weaver. */
public final class ChaosTransformer implements ClassFileTransformer {

    /** Holds the weaver, so that Byte Buddy is loaded with the first class that is woven. */
    private static final class Lazy {
        static final Weaver WEAVER = new Weaver();
    }

    private final ClassPrefilter prefilter;
    private final EarlyWeaver early;
    private final WeaveListener listener;

    public ChaosTransformer(List<Hook> hooks, WeaveListener listener) {
        this.prefilter = new ClassPrefilter(hooks);
        this.early = new EarlyWeaver(hooks);
        this.listener = listener;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> loaded,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (name == null) {
            return null;
        }
        try {
            early.seen(name);
            WeavePlan plan = prefilter.plan(loader, name, loaded, bytes);
            return plan == null ? null : weave(plan, bytes);
        } catch (Throwable failure) {
            listener.failed(name.replace('/', '.'), failure);
            return null;
        }
    }

    /** Whether a class that was loaded before us is to be sent through {@link #transform}. */
    boolean mayMatch(Class<?> loaded) {
        return prefilter.mayMatch(loaded);
    }

    private byte[] weave(WeavePlan plan, byte[] bytes) {
        byte[] woven = Lazy.WEAVER.weave(plan, bytes);
        listener.woven(plan.className(), plan.hooks());
        return woven;
    }
}
