package io.github.chaos4j.agent.client.redis;

import java.io.IOException;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** A real server on a free port of the loopback interface. */
final class EmbeddedRedis implements AutoCloseable {
    final int port;
    private final RedisServer server;

    EmbeddedRedis() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        server = RedisServer.newRedisServer()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .build();
        server.start();
    }

    String hostAndPort() {
        return "localhost:" + port;
    }

    @Override
    public void close() throws IOException {
        server.stop();
    }
}
