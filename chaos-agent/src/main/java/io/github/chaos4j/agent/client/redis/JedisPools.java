package io.github.chaos4j.agent.client.redis;

import io.github.chaos4j.agent.spi.ClientModule;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.Hooks;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.agent.spi.Peer;
import io.github.chaos4j.agent.spi.PoolAdapter;
import io.github.chaos4j.agent.spi.WeakIdentityMap;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Operation;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.NoSuchElementException;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.Pool;

/**
 * The pools of Jedis 4 to 7, of which every one is a {@code redis.clients.jedis.util.Pool}: {@code JedisPool}, and
 * the {@code ConnectionPool} inside {@code JedisPooled} and {@code UnifiedJedis}.
 */
public final class JedisPools implements ClientModule {
    private static final String POOL = "redis.clients.jedis.util.Pool";
    private static final Peer UNKNOWN = Peer.of("redis");

    @Override
    public String name() {
        return "jedis-pool";
    }

    @Override
    public void register(Hooks hooks) {
        hooks.on(POOL).method("getResource", "()").adapter("Acquires").as(Operation.POOL_ACQUIRE);
        hooks.on(POOL).adapter("Acquires").constructingPool();
    }

    /** One acquire from a {@code JedisPool}, or from the pool inside {@code JedisPooled} and {@code UnifiedJedis}. */
    public static final class Acquires implements PoolAdapter {
        private static final String NONE = "Could not get a resource from the pool";
        private static final WeakIdentityMap<Object, JedisSocketFactory> FACTORIES = new WeakIdentityMap<>();

        @Override
        public Peer peer(Hook hook, Object self, Object[] args) {
            return peer((Pool<?>) self);
        }

        static Peer peer(Pool<?> pool) {
            JedisSocketFactory factory = FACTORIES.get(pool);
            if (factory == null) {
                factory = Inside.find(pool.getFactory(), JedisSocketFactory.class, 2);
                if (factory == null) {
                    return UNKNOWN;
                }
                FACTORIES.put(pool, factory);
            }
            return JedisSockets.peerOf(factory);
        }

        @Override
        public long patience(Invocation call) {
            Duration longest = ((Pool<?>) call.self()).getMaxWaitDuration();
            return longest.isNegative() || !waits(call) ? FOREVER : longest.toNanos();
        }

        /** A pool that does not wait says at once that it is exhausted; it may still take its time to connect. */
        @Override
        public long patience(ErrorKind kind, Invocation call) {
            return waits(call) ? patience(call) : 0;
        }

        private static boolean waits(Invocation call) {
            return ((Pool<?>) call.self()).getBlockWhenExhausted();
        }

        @Override
        public Throwable timedOut(Invocation call) {
            return new JedisException(NONE, exhausted((Pool<?>) call.self()));
        }

        @Override
        public Throwable failure(ErrorKind kind, Invocation call) {
            return timedOut(call);
        }

        @Override
        public Throwable interrupted(Invocation call) {
            return new JedisException(NONE, new InterruptedException());
        }

        /** Said by a pool of the same version that never has anything: commons-pool2 has worded it in several ways. */
        private static <T> Exception exhausted(Pool<T> pool) {
            GenericObjectPoolConfig<T> config = new GenericObjectPoolConfig<>();
            config.setMaxTotal(0);
            config.setMaxWait(Duration.ofNanos(1));
            config.setBlockWhenExhausted(pool.getBlockWhenExhausted());
            config.setJmxEnabled(false);
            try (GenericObjectPool<T> empty = new GenericObjectPool<>(pool.getFactory(), config)) {
                empty.borrowObject();
                throw new IllegalStateException("a pool without connections lent one");
            } catch (NoSuchElementException genuine) {
                String words = String.valueOf(genuine.getMessage());
                return new NoSuchElementException(words.replaceFirst("=PT.*", "=" + pool.getMaxWaitDuration()));
            } catch (Exception unexpected) {
                return unexpected;
            }
        }

        @Override
        public io.github.chaos4j.agent.spi.Pool pool(Object self) {
            return new Held((Pool<?>) self);
        }
    }

    /** A pool as the thread sees it that exhausts it. */
    private static final class Held implements io.github.chaos4j.agent.spi.Pool {
        private static final long LONGEST_WAIT_MILLIS = 1000;
        private final WeakReference<Pool<Object>> reference;

        @SuppressWarnings("unchecked")
        Held(Pool<?> pool) {
            reference = new WeakReference<>((Pool<Object>) pool);
        }

        private Pool<Object> pool() {
            Pool<Object> pool = reference.get();
            if (pool == null) {
                throw new IllegalStateException("the pool is gone");
            }
            return pool;
        }

        @Override
        public Peer peer() {
            Pool<Object> pool = reference.get();
            return pool == null ? UNKNOWN : Acquires.peer(pool);
        }

        @Override
        public int maximum() {
            return pool().getMaxTotal();
        }

        /** In turns of a second where the pool would wait longer, so that the waiting can be given up. */
        @Override
        public Object borrow() throws Exception {
            Duration longest = pool().getMaxWaitDuration();
            boolean isLong = longest.isNegative() || longest.toMillis() > LONGEST_WAIT_MILLIS;
            return pool().borrowObject(isLong ? LONGEST_WAIT_MILLIS : longest.toMillis());
        }

        @Override
        public void giveBack(Object borrowed) {
            pool().returnResource(borrowed);
        }

        @Override
        public boolean isAlive(Object borrowed) {
            Connection connection = borrowed instanceof Jedis jedis ? jedis.getConnection() : (Connection) borrowed;
            try {
                return connection.isConnected() && !connection.isBroken() && connection.ping();
            } catch (JedisException dead) {
                return false;
            }
        }

        @Override
        public void discard(Object borrowed) {
            pool().returnBrokenResource(borrowed);
        }

        @Override
        public boolean isClosed() {
            Pool<Object> pool = reference.get();
            return pool == null || pool.isClosed();
        }
    }
}
