package io.github.chaos4j.agent.engine;

/** Threads that must never be made to wait: event loops, by the marks of their frameworks. */
final class ThreadKinds {

    private enum Mark {
        NONE,
        /** Netty runs event loops and ordinary workers on one thread class: its name tells them apart. */
        NETTY,
        EVENT_LOOP
    }

    private static final ClassValue<Mark> MARKS = new ClassValue<>() {
        @Override
        protected Mark computeValue(Class<?> type) {
            return markOf(type);
        }
    };

    private ThreadKinds() {}

    static boolean isEventLoop(Thread thread) {
        Class<?> type = thread.getClass();
        if (type == Thread.class) {
            return false;
        }
        return switch (MARKS.get(type)) {
            case NONE -> false;
            case EVENT_LOOP -> true;
            case NETTY -> isEventLoopName(thread.getName());
        };
    }

    /** Netty's groups name their threads {@code nioEventLoopGroup-…}, its users {@code …-nio-…} or {@code …-epoll-…}. */
    private static boolean isEventLoopName(String name) {
        return name.contains("EventLoop")
                || name.contains("-nio-")
                || name.contains("-epoll-")
                || name.contains("-kqueue-");
    }

    private static Mark markOf(Class<?> type) {
        Mark mark = Mark.NONE;
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Class<?> implemented : each.getInterfaces()) {
                if (implemented.getName().equals("reactor.core.scheduler.NonBlocking")) {
                    return Mark.EVENT_LOOP;
                }
            }
            if (each.getName().equals("io.netty.util.concurrent.FastThreadLocalThread")) {
                mark = Mark.NETTY;
            }
        }
        return mark;
    }
}
