package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Details;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.HookAdapters;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.agent.spi.Peer;
import io.github.chaos4j.api.Call;
import io.github.chaos4j.api.Operation;
import io.github.chaos4j.api.TargetKind;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happens between a woven method's begin and its body. A call to a peer that no fault names costs a
 * look-up of its adapter, of its peer, and one comparison; no lock, no allocation.
 */
final class CallInterceptor {
    /** Statements below an acquisition are the pool's own: test, init and validation queries. */
    private static final Set<Operation> BELOW_ACQUIRE =
            EnumSet.of(Operation.JDBC_EXECUTE, Operation.JDBC_PREPARE, Operation.JDBC_COMMIT, Operation.JDBC_ROLLBACK);

    /** To be thrown by the woven method: the one thing that may leave the engine. */
    record Thrown(Throwable failure) {}

    private final FaultRegistry registry;
    private final CallLog log;
    private final Injections injections;
    private final EngineErrors errors;
    private final Timer timer;
    private final PoolRegistry pools;

    CallInterceptor(
            FaultRegistry registry,
            CallLog log,
            Injections injections,
            EngineErrors errors,
            Timer timer,
            PoolRegistry pools) {
        this.registry = registry;
        this.log = log;
        this.injections = injections;
        this.errors = errors;
        this.timer = timer;
        this.pools = pools;
    }

    /** See {@code ChaosGate.enter}; a {@link Thrown} is to be thrown. */
    @Nullable
    Object enter(HookAdapters place, Operation operation, Object self, Object[] args) {
        return enter(registry.table(), place, operation, self, args);
    }

    @Nullable
    Object enter(FaultTable table, HookAdapters place, Operation operation, Object self, Object[] args) {
        boolean acquires = operation == Operation.POOL_ACQUIRE;
        long entry = acquires ? System.nanoTime() : 0;
        if (acquires) {
            pools.seen(place.hook, self);
        }
        if (!table.has(operation)) {
            return acquires && table.hasJdbc() ? shield(BELOW_ACQUIRE) : null;
        }
        CallAdapter adapter = place.inFront(self.getClass());
        if (adapter == null) {
            // loading it is time that a latency has to count in
            entry = System.nanoTime();
            adapter = place.get(self.getClass());
        }
        Peer peer = adapter.peer(place.hook, self, args);
        if (peer == null) {
            return null;
        }
        if (!table.isNamed(peer, operation) && !table.sawWrapper()) {
            return acquires && table.hasJdbc() ? shield(BELOW_ACQUIRE) : null;
        }
        ActiveFault[] naming = table.naming(peer, operation);
        Invocation call = new Invocation(place.hook, self, args, peer);
        return guarded(new Entry(table, adapter, call, operation, entry), naming);
    }

    /**
     * One invocation on its way to a decision.
     *
     * @param entryNanos when it came in, or 0 if that was but a moment ago: the time costs more than a miss
     */
    private record Entry(
            FaultTable table, CallAdapter adapter, Invocation call, Operation operation, long entryNanos) {}

    Object shield(Set<Operation> shielded) {
        CallFrame frame = CallFrame.ofShield(shielded);
        CallGuard.current().push(frame);
        return frame;
    }

    private @Nullable Object guarded(Entry entry, ActiveFault[] naming) {
        CallGuard guard = CallGuard.current();
        Invocation call = entry.call;
        if (guard.isShielded(entry.operation)) {
            return null;
        }
        Object key = entry.adapter.callKey(call.self(), call.args());
        CallFrame open = guard.open(entry.operation, key);
        boolean isWrapper = entry.adapter.isWrapper(call.self().getClass());
        if (open != null) {
            Peer openedBy = open.openedBy();
            if (openedBy == null || isWrapper) {
                return null;
            }
            open.decided();
            ActiveFault[] both = FaultTable.union(entry.table.naming(openedBy, entry.operation), naming);
            return decide(entry, both, guard, open, key);
        }
        if (naming.length == 0) {
            return null;
        }
        if (isWrapper) {
            entry.table.wrapperOpened();
            CallFrame frame = CallFrame.ofWrapper(entry.operation, key, call.peer());
            guard.push(frame);
            return frame;
        }
        return decide(entry, naming, guard, null, key);
    }

    private @Nullable Object decide(
            Entry entry, ActiveFault[] naming, CallGuard guard, @Nullable CallFrame open, @Nullable Object key) {
        Invocation call = entry.call;
        Details details = entry.adapter.details(call);
        CallScope scope = CallScope.current();
        Decision decision = Decision.of(naming, details, scope);
        if (!decision.matched()) {
            return null;
        }
        CallInProgress inProgress =
                new CallInProgress(new Call(entry.operation, names(entry, open), details.all()), log, scope);
        long entryNanos = entry.entryNanos == 0 ? System.nanoTime() : entry.entryNanos;
        CallFrame frame = CallFrame.ofCall(
                entry.operation, key, entry.operation == Operation.POOL_ACQUIRE ? BELOW_ACQUIRE : Set.of());
        frame.inProgress(inProgress, entry.adapter);
        guard.push(frame);
        Object token;
        try {
            DecidedCall decided = new DecidedCall(entry.adapter, call, entryNanos, decision, inProgress, scope, frame);
            token = entry.adapter.isDeferring(call.hook(), call.self())
                    ? decided.defer(injections, timer)
                    : decided.block(injections, errors);
        } catch (Throwable failure) {
            guard.pop(frame);
            throw failure;
        }
        if (token != frame) {
            guard.pop(frame);
        }
        return token;
    }

    /** A wrapper's frame knows more names of the peer (the pool's) than the driver's below it. */
    private static Set<String> names(Entry entry, @Nullable CallFrame open) {
        Set<String> names = entry.table.names(entry.call.peer());
        Peer outer = open == null ? null : open.wrapper();
        if (outer == null) {
            return names;
        }
        Set<String> all = new LinkedHashSet<>(entry.table.names(outer));
        all.addAll(names);
        return all;
    }

    /** A woven method that got a frame from {@link #enter} has ended. */
    void exit(CallFrame frame, @Nullable Object result, @Nullable Throwable thrown) {
        CallGuard.current().pop(frame);
        CallInProgress inProgress = frame.inProgress();
        CallAdapter adapter = frame.adapter();
        if (inProgress != null && adapter != null) {
            inProgress.endWith(adapter, result, thrown);
        }
        if (frame.isInterruptKept()) {
            Thread.currentThread().interrupt();
        }
    }

    /** A cancelling method of the client was called: what waits for its object goes on. */
    void cancel(HookAdapters place, Object self, Object[] args) {
        FaultTable table = registry.table();
        Object key = table.isEmpty() ? null : place.get(self.getClass()).cancels(place.hook, self, args);
        if (key != null) {
            for (ActiveFault fault : table.faults()) {
                fault.cancel(key, place.hook.label());
            }
        }
    }

    /** Below this method the client is about its own business. */
    @Nullable
    Object shieldBelow(Hook hook) {
        for (Operation operation : hook.shielded()) {
            if (registry.table().has(operation)
                    || (operation.kind() == TargetKind.JDBC && registry.table().hasJdbc())) {
                return shield(hook.shielded());
            }
        }
        return null;
    }
}
