package io.github.chaos4j.agent.client;

import io.github.chaos4j.agent.client.http.JdkHttp;
import io.github.chaos4j.agent.client.http.OkHttp;
import io.github.chaos4j.agent.client.jdbc.Hikari;
import io.github.chaos4j.agent.client.jdbc.Jdbc;
import io.github.chaos4j.agent.client.redis.Jedis;
import io.github.chaos4j.agent.client.redis.JedisPools;
import io.github.chaos4j.agent.client.redis.Lettuce;
import io.github.chaos4j.agent.client.redis.LettuceConnects;
import io.github.chaos4j.agent.spi.ClientModule;
import io.github.chaos4j.agent.spi.Hook;
import java.util.List;

/** The supported clients. A new client is one line here. */
public final class Catalog {
    private Catalog() {}

    /** In this order: where two hooks of one role meet in a method, the earlier one is woven. */
    static List<ClientModule> modules() {
        return List.of(
                new Jdbc(),
                new Hikari(),
                new JdkHttp(),
                new OkHttp(),
                new JedisPools(),
                new Jedis(),
                new Lettuce(),
                new LettuceConnects());
    }

    /** Every woven place; the id of a hook is its index. */
    public static List<Hook> hooks() {
        HookRegistry registry = new HookRegistry();
        for (ClientModule module : modules()) {
            registry.add(module);
        }
        return registry.hooks();
    }
}
