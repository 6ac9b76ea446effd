package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.gate.ChaosGate;
import io.github.chaos4j.agent.spi.AdapterSource;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.Hook.Role;
import io.github.chaos4j.agent.spi.HookAdapters;
import io.github.chaos4j.api.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine as woven code reaches it. Nothing leaves it but the deliberate fault. */
final class EngineGate extends ChaosGate {
    private final HookAdapters[] places;
    private final CallInterceptor interceptor;
    private final PoolRegistry pools;
    private final EngineErrors errors;

    EngineGate(
            List<Hook> hooks,
            AdapterSource adapters,
            CallInterceptor interceptor,
            PoolRegistry pools,
            EngineErrors errors) {
        this.places = new HookAdapters[hooks.size()];
        for (Hook hook : hooks) {
            places[hook.id()] = adapters.of(hook);
        }
        this.interceptor = interceptor;
        this.pools = pools;
        this.errors = errors;
    }

    @Override
    protected @Nullable Object entered(int id, Object self, Object[] args) throws Throwable {
        Object token;
        try {
            HookAdapters place = places[id];
            Operation operation = place.operation;
            token = operation == null ? around(place, self, args) : interceptor.enter(place, operation, self, args);
        } catch (Throwable failure) {
            errors.add(failure);
            return null;
        }
        if (token instanceof CallInterceptor.Thrown thrown) {
            throw thrown.failure();
        }
        return token;
    }

    /** A place that is no call itself. */
    private @Nullable Object around(HookAdapters place, Object self, Object[] args) {
        Role role = place.hook.role();
        if (role == Role.SHIELD) {
            return interceptor.shieldBelow(place.hook);
        }
        if (role == Role.CANCEL) {
            interceptor.cancel(place, self, args);
        }
        return null;
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
            pools.born(places[id].hook, self);
        } catch (Throwable failure) {
            errors.add(failure);
        }
    }
}
