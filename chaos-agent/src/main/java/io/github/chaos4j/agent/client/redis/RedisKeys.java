package io.github.chaos4j.agent.client.redis;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which arguments of a command are keys, for clients that send it without telling. Knows the shapes of the
 * command reference (https://redis.io/commands), not each command; an unknown one has its key first.
 */
final class RedisKeys {
    private static final Set<String> KEYLESS = Set.of(
            "ACL",
            "BGREWRITEAOF",
            "BGSAVE",
            "CLUSTER",
            "COMMAND",
            "CONFIG",
            "DBSIZE",
            "ECHO",
            "EXEC",
            "FAILOVER",
            "FLUSHALL",
            "FLUSHDB",
            "FUNCTION",
            "INFO",
            "KEYS",
            "LASTSAVE",
            "LATENCY",
            "MODULE",
            "MONITOR",
            "PING",
            "PSUBSCRIBE",
            "PUBLISH",
            "PUBSUB",
            "RANDOMKEY",
            "REPLICAOF",
            "ROLE",
            "SAVE",
            "SCAN",
            "SCRIPT",
            "SENTINEL",
            "SHUTDOWN",
            "SLAVEOF",
            "SLOWLOG",
            "SUBSCRIBE",
            "SWAPDB",
            "TIME",
            "UNWATCH",
            "WAIT");
    private static final Set<String> ALL = Set.of(
            "DEL",
            "EXISTS",
            "MGET",
            "PFCOUNT",
            "PFMERGE",
            "SDIFF",
            "SDIFFSTORE",
            "SINTER",
            "SINTERSTORE",
            "SUNION",
            "SUNIONSTORE",
            "TOUCH",
            "UNLINK",
            "WATCH");
    private static final Set<String> ALL_BUT_LAST = Set.of("BLPOP", "BRPOP", "BZPOPMIN", "BZPOPMAX");
    private static final Set<String> FIRST_TWO =
            Set.of("COPY", "LMOVE", "BLMOVE", "RENAME", "RENAMENX", "RPOPLPUSH", "BRPOPLPUSH", "SMOVE");
    private static final Set<String> COUNTED = Set.of("EVAL", "EVALSHA", "EVAL_RO", "EVALSHA_RO", "FCALL", "FCALL_RO");
    private static final Set<String> AFTER_SUBCOMMAND = Set.of("BITOP", "MEMORY", "OBJECT", "XGROUP", "XINFO");

    private RedisKeys() {}

    /** The keys among the arguments, joined with {@code ", "}; empty if the command has none. */
    static String of(String command, List<String> arguments) {
        return String.join(", ", keys(command, arguments));
    }

    private static List<String> keys(String command, List<String> arguments) {
        int count = arguments.size();
        if (count == 0 || KEYLESS.contains(command)) {
            return List.of();
        }
        if (ALL.contains(command)) {
            return arguments;
        }
        if (ALL_BUT_LAST.contains(command)) {
            return arguments.subList(0, count - 1);
        }
        if (FIRST_TWO.contains(command)) {
            return arguments.subList(0, Math.min(2, count));
        }
        if (COUNTED.contains(command)) {
            return counted(arguments);
        }
        if (AFTER_SUBCOMMAND.contains(command)) {
            return count < 2 ? List.of() : arguments.subList(1, command.equals("BITOP") ? count : 2);
        }
        if (command.equals("MSET") || command.equals("MSETNX")) {
            return IntStream.range(0, count)
                    .filter(i -> i % 2 == 0)
                    .mapToObj(arguments::get)
                    .collect(Collectors.toList());
        }
        if (command.equals("XREAD") || command.equals("XREADGROUP")) {
            return afterStreams(arguments);
        }
        return arguments.subList(0, 1);
    }

    private static List<String> counted(List<String> arguments) {
        try {
            int keys = Integer.parseInt(arguments.get(1));
            return arguments.subList(2, Math.min(2 + keys, arguments.size()));
        } catch (NumberFormatException | IndexOutOfBoundsException malformed) {
            return List.of();
        }
    }

    private static List<String> afterStreams(List<String> arguments) {
        int first = arguments.indexOf("STREAMS") + 1;
        return first == 0 ? List.of() : arguments.subList(first, first + (arguments.size() - first) / 2);
    }
}
