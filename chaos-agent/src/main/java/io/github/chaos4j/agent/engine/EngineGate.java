package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.gate.ChaosGate;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.api.Operation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The engine as woven code reaches it. Nothing leaves it but the deliberate fault. */
final class EngineGate extends ChaosGate {
    private final Hook[] hooks;
    private final boolean[] isWarm;
    private final CallInterceptor interceptor;
    private final PoolRegistry pools;
    private final EngineErrors errors;

    EngineGate(List<Hook> hooks, CallInterceptor interceptor, PoolRegistry pools, EngineErrors errors) {
        this.hooks = hooks.toArray(new Hook[0]);
        this.isWarm = new boolean[this.hooks.length];
        this.interceptor = interceptor;
        this.pools = pools;
        this.errors = errors;
    }

    @Override
    protected @Nullable Object entered(int id, Object self, Object[] args) throws Throwable {
        Object token;
        try {
            Hook hook = hooks[id];
            token = switch (hook.role()) {
                case CALL -> entered(hook, self, args);
                case SHIELD -> interceptor.shieldBelow(hook);
                case CANCEL -> {
                    interceptor.cancel(hook, self, args);
                    yield null;
                }
                case BIRTH -> null;
            };
        } catch (Throwable failure) {
            errors.add(failure);
            return null;
        }
        if (token instanceof CallInterceptor.Thrown thrown) {
            throw thrown.failure();
        }
        return token;
    }

    /** The first hit of a place loads its adapter, which is time that a latency has to count in. */
    private @Nullable Object entered(Hook hook, Object self, Object[] args) {
        Operation operation = Objects.requireNonNull(hook.operation());
        if (isWarm[hook.id()]) {
            return interceptor.enter(hook, operation, self, args, 0);
        }
        Object token = interceptor.enter(hook, operation, self, args, System.nanoTime());
        isWarm[hook.id()] = true;
        return token;
    }

    @Override
    protected Object @Nullable [] exited(Object token, @Nullable Object result, @Nullable Throwable thrown) {
        try {
            if (token instanceof CallFrame frame) {
                interceptor.exit(frame, result, thrown);
            }
        } catch (Throwable failure) {
            errors.add(failure);
        }
        return null;
    }

    @Override
    protected void constructed(int id, Object self) {
        try {
            pools.born(hooks[id], self);
        } catch (Throwable failure) {
            errors.add(failure);
        }
    }
}
