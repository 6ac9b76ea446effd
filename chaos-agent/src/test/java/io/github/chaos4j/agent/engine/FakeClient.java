package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.gate.ChaosGate;
import io.github.chaos4j.agent.spi.AdapterSource;
import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Deferral;
import io.github.chaos4j.agent.spi.Deferral.Ending;
import io.github.chaos4j.agent.spi.Delivery;
import io.github.chaos4j.agent.spi.Details;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.HookAdapters;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.agent.spi.Peer;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Operation;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A client whose calls go through an engine as woven code would go, without weaving. */
final class FakeClient implements CallAdapter, AdapterSource {
    static final int EXECUTE = 0;
    static final int REQUEST = 1;
    static final int ACQUIRE = 2;
    static final int ASYNC = 3;
    static final int CANCEL = 4;

    /** What stands in front of the client. */
    record Proxy(Connection behind) {}

    /** A connection to a peer, with the caller's own timeout. */
    record Connection(Peer peer, long patienceNanos) {
        static Connection to(String... names) {
            return new Connection(Peer.of(names), FOREVER);
        }
    }

    static final class TimedOut extends IOException {
        private static final long serialVersionUID = 1;
    }

    static final class Failed extends IOException {
        private static final long serialVersionUID = 1;
        final ErrorKind kind;

        Failed(ErrorKind kind) {
            super(kind.word());
            this.kind = kind;
        }
    }

    static final class Interrupted extends IOException {
        private static final long serialVersionUID = 1;
    }

    final ChaosEngine engine;
    volatile boolean failsInside;
    volatile boolean failsInHandler;
    volatile boolean failsOnInterrupt;

    FakeClient() {
        this(Caps.DEFAULT, Optional::empty);
    }

    FakeClient(Caps caps, Consent consent) {
        List<Hook> hooks = List.of(
                hook(EXECUTE, Operation.JDBC_EXECUTE),
                hook(REQUEST, Operation.HTTP_REQUEST),
                hook(ACQUIRE, Operation.POOL_ACQUIRE),
                hook(ASYNC, Operation.HTTP_REQUEST),
                new Hook(
                        CANCEL,
                        "fake",
                        "m",
                        "a",
                        Hook.Role.CANCEL,
                        null,
                        "abort",
                        Set.of(),
                        Set.of(),
                        false,
                        List.of()));
        engine = new ChaosEngine(hooks, this, new Aliases(Map.of("alias", "aliased*")), caps, consent);
        ChaosGate.bind(engine.gate());
    }

    private static Hook hook(int id, Operation operation) {
        return new Hook(id, "fake", "m", "a", Hook.Role.CALL, operation, "", Set.of(), Set.of(), false, List.of());
    }

    /** One woven call whose body returns the text. */
    Object call(int hook, Object self, String... args) throws Throwable {
        return call(hook, self, () -> "real", args);
    }

    static Object call(int hook, Object self, Supplier<Object> body, String... args) throws Throwable {
        Object token = ChaosGate.armed ? ChaosGate.enter(hook, self, args) : null;
        if (token instanceof Object[] skipped) {
            return skipped[0];
        }
        Object result = null;
        Throwable thrown = null;
        try {
            result = body.get();
        } catch (Throwable failure) {
            thrown = failure;
        }
        if (token != null) {
            ChaosGate.exit(token, result, thrown);
        }
        if (thrown != null) {
            throw thrown;
        }
        return result;
    }

    void cancel(Connection connection) throws Throwable {
        ChaosGate.enter(CANCEL, connection, new Object[0]);
    }

    @Override
    public Peer peer(Hook hook, Object self, Object[] args) {
        if (failsInside) {
            throw new IllegalStateException("a bug of the adapter");
        }
        return self instanceof Proxy proxy ? proxy.behind.peer : ((Connection) self).peer;
    }

    @Override
    public Details details(Invocation call) {
        Map<String, String> all = new HashMap<>();
        for (Object arg : call.args()) {
            String[] parts = arg.toString().split("=", 2);
            all.put(parts[0], parts[1]);
        }
        return new Details() {
            @Override
            public String get(String key) {
                return all.get(key);
            }

            @Override
            public Map<String, String> all() {
                return all;
            }
        };
    }

    @Override
    public boolean isWrapper(Class<?> type) {
        return type == Proxy.class;
    }

    @Override
    public long patience(Invocation call) {
        return ((Connection) call.self()).patienceNanos;
    }

    @Override
    public Throwable timedOut(Invocation call) {
        return new TimedOut();
    }

    @Override
    public Throwable failure(ErrorKind kind, Invocation call) {
        return new Failed(kind);
    }

    @Override
    public Object respond(Effect.Response response, Invocation call) throws IOException {
        if (failsInHandler) {
            throw new IOException("the caller's own handler");
        }
        return response;
    }

    @Override
    public Throwable interrupted(Invocation call) {
        return failsOnInterrupt ? new Interrupted() : null;
    }

    @Override
    public List<Object> cancelKeys(Invocation call) {
        return List.of(call.self());
    }

    @Override
    public Throwable cancelled(String label, Invocation call) {
        return new IOException(label);
    }

    @Override
    public boolean isDeferring(Hook hook, Object self) {
        return hook.id() == ASYNC;
    }

    @Override
    public Delivery defer(Invocation call, Deferral deferral) {
        CompletableFuture<Object> future = new CompletableFuture<>();
        future.whenComplete((value, failure) -> {
            if (future.isCancelled()) {
                deferral.cancel();
            }
        });
        deferral.onEnd(ending -> {
            if (ending instanceof Ending.Fail fail) {
                future.completeExceptionally(fail.failure());
            } else {
                future.complete(ending instanceof Ending.Answer answer ? answer.response() : "real");
            }
        });
        return new Delivery.Skip(future);
    }

    @Override
    public HookAdapters of(Hook hook) {
        return new HookAdapters(hook) {
            @Override
            protected CallAdapter compute(Class<?> instrumented) {
                return FakeClient.this;
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
}
