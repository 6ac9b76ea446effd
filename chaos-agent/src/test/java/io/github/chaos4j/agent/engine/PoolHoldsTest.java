package io.github.chaos4j.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.agent.gate.ChaosGate;
import io.github.chaos4j.agent.spi.AdapterSource;
import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.HookAdapters;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.agent.spi.Peer;
import io.github.chaos4j.agent.spi.Pool;
import io.github.chaos4j.agent.spi.PoolAdapter;
import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PoolHoldsTest {
    private static final int CONNECTIONS = 3;
    private static final Hook ACQUIRE = new Hook(
            0, "fake", "m", "a", Hook.Role.CALL, Operation.POOL_ACQUIRE, "", Set.of(), Set.of(), false, List.of());

    private final ChaosEngine engine =
            new ChaosEngine(List.of(ACQUIRE), new OnePool(), new Aliases(Map.of()), Caps.DEFAULT, Optional::empty);

    @AfterEach
    void uninstall() {
        engine.close();
        ChaosGate.bind(null);
    }

    private FakePool born() {
        FakePool pool = new FakePool();
        ChaosGate.bind(engine.gate());
        ChaosGate.born(ACQUIRE.id(), pool);
        return pool;
    }

    private ArmedFault arm() {
        return engine.arm(List.of(Fault.parse("exhaustion pool orders id=full")))
                .get(0);
    }

    @Test
    void holdsAllAndGivesAllBack() throws InterruptedException {
        FakePool pool = born();
        ArmedFault fault = arm();
        pool.isTaken.acquire(CONNECTIONS);
        fault.close();
        pool.isBack.acquire(CONNECTIONS);
    }

    @Test
    void everyPoolOfOneNameIsHeldAlsoOneThatIsOpenedLater() throws InterruptedException {
        FakePool first = born();
        arm();
        first.isTaken.acquire(CONNECTIONS);
        first.isClosed = true;
        FakePool reopened = born();
        reopened.isTaken.acquire(CONNECTIONS);
    }

    @Test
    void aFaultThatEndsWhileItIsBeingArmedHoldsNothing() {
        born();
        engine.listen(new EngineListener() {
            @Override
            public void armed(ArmedFault fault, Actor by) {
                fault.close();
            }
        });
        arm();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("chaos-hold"));
    }

    private static final class FakePool implements Pool {
        private static final Peer ORDERS = Peer.of("orders");

        final Semaphore isTaken = new Semaphore(0);
        final Semaphore isBack = new Semaphore(0);
        volatile boolean isClosed;

        @Override
        public Peer peer() {
            return ORDERS;
        }

        @Override
        public int maximum() {
            return CONNECTIONS;
        }

        @Override
        public Object borrow() {
            isTaken.release();
            return new Object();
        }

        @Override
        public void giveBack(Object borrowed) {
            isBack.release();
        }

        @Override
        public boolean isAlive(Object borrowed) {
            return true;
        }

        @Override
        public void discard(Object borrowed) {}

        @Override
        public boolean isClosed() {
            return isClosed;
        }
    }

    /** One client, whose pools are their own handles. */
    private static final class OnePool implements AdapterSource, PoolAdapter {
        @Override
        public HookAdapters of(Hook hook) {
            return new HookAdapters(hook) {
                @Override
                protected CallAdapter compute(Class<?> instrumented) {
                    return OnePool.this;
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
        public Peer peer(Hook hook, Object self, Object[] args) {
            return FakePool.ORDERS;
        }

        @Override
        public Throwable timedOut(Invocation call) {
            return new IllegalStateException();
        }

        @Override
        public Throwable failure(ErrorKind kind, Invocation call) {
            return new IllegalStateException();
        }

        @Override
        public Pool pool(Object self) {
            return (Pool) self;
        }
    }
}
