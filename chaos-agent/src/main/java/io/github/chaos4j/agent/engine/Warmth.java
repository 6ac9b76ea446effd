package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.engine.ActiveFault.Ownership;
import io.github.chaos4j.agent.spi.AdapterSource;
import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.HookAdapters;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.agent.spi.Peer;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.Operation;
import io.github.chaos4j.api.Target;
import io.github.chaos4j.api.TargetKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rehearses injections on the arming thread, with parts of its own that nobody sees: a class that the first injected
 * call had to load after its wait would make its delay milliseconds too long.
 */
final class Warmth {
    private static volatile boolean isPrepared;

    private Warmth() {}

    static void prepare() {
        if (isPrepared) {
            return;
        }
        isPrepared = true;
        EngineErrors errors = new EngineErrors();
        Injections injections = new Injections(errors);
        injections.listen(new EngineListener() {});
        CallLog log = new CallLog(errors);
        Rehearsal client = new Rehearsal();
        PoolRegistry pools = new PoolRegistry(client);
        Timer timer = new Timer("chaos-warmth");
        FaultRegistry registry = new FaultRegistry(
                new Arming(Caps.DEFAULT),
                new ConsentWatch(Optional::empty),
                Aliases.NONE,
                timer,
                new PoolHolds(pools, Aliases.NONE, errors),
                log,
                injections);
        CallInterceptor interceptor = new CallInterceptor(registry, log, injections, errors, timer, pools);
        Target any = Target.of(TargetKind.JDBC, null);
        for (Fault fault : List.of(
                Fault.latency(Duration.ofMillis(1)).on(any),
                Fault.error(ErrorKind.TRANSIENT).on(any))) {
            ActiveFault active = new FaultMaker().make(registry, fault, Ownership.JVM);
            Object token = interceptor.enter(
                    new FaultTable(List.of(active), Aliases.NONE),
                    client.of(Rehearsal.HOOK),
                    Operation.JDBC_EXECUTE,
                    client,
                    new Object[0]);
            if (token instanceof CallFrame frame) {
                interceptor.exit(frame, null, null);
            }
        }
    }

    /** A client with one operation. */
    private static final class Rehearsal implements AdapterSource, CallAdapter {
        static final Hook HOOK = new Hook(
                0, "", "", "", Hook.Role.CALL, Operation.JDBC_EXECUTE, "", Set.of(), Set.of(), false, List.of());

        private final Peer peer = Peer.of("rehearsal");

        @Override
        public HookAdapters of(Hook hook) {
            return new HookAdapters(hook) {
                @Override
                protected CallAdapter compute(Class<?> instrumented) {
                    return Rehearsal.this;
                }
            };
        }

        @Override
        public State state(String client) {
            return State.READY;
        }

        @Override
        public String reason(String client) {
            return "";
        }

        @Override
        public Set<String> woven(String client) {
            return Set.of();
        }

        @Override
        public Peer peer(Hook hook, @Nullable Object self, Object[] args) {
            return peer;
        }

        @Override
        public Throwable timedOut(Invocation call) {
            return new Exception();
        }

        @Override
        public Throwable failure(ErrorKind kind, Invocation call) {
            return new Exception();
        }
    }
}
