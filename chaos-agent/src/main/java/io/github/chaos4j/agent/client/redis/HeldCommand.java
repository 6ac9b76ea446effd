package io.github.chaos4j.agent.client.redis;

import io.lettuce.core.output.StreamingOutput;
import io.lettuce.core.protocol.CommandWrapper;
import io.lettuce.core.protocol.RedisCommand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command whose answer is kept until it is released; failing and cancelling it is not held back. */
final class HeldCommand<K, V, T> extends CommandWrapper<K, V, T> {
    private boolean isReleased;
    private boolean isAnswered;
    private @Nullable Kept<?> kept;

    HeldCommand(RedisCommand<K, V, T> command) {
        super(command);
        if (command.getOutput() instanceof StreamingOutput<?> streaming && streaming.getSubscriber() != null) {
            kept = keep(streaming);
        }
    }

    private static <E> Kept<E> keep(StreamingOutput<E> streaming) {
        Kept<E> kept = new Kept<>(streaming.getSubscriber());
        streaming.setSubscriber(kept);
        return kept;
    }

    @Override
    public void complete() {
        synchronized (this) {
            if (!isReleased) {
                isAnswered = true;
                return;
            }
        }
        super.complete();
    }

    void release() {
        synchronized (this) {
            isReleased = true;
            if (kept != null) {
                kept.release();
            }
            if (!isAnswered) {
                return;
            }
        }
        super.complete();
    }

    /** Keeps the elements of a streamed answer, which would otherwise reach a reactive caller before its end. */
    private static final class Kept<E> extends StreamingOutput.Subscriber<E> {
        private final StreamingOutput.Subscriber<E> subscriber;
        private @Nullable List<Runnable> elements = new ArrayList<>();

        Kept(StreamingOutput.Subscriber<E> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void onNext(E element) {
            next(() -> subscriber.onNext(element));
        }

        @Override
        public void onNext(Collection<E> target, E element) {
            next(() -> subscriber.onNext(target, element));
        }

        private synchronized void next(Runnable element) {
            if (elements == null) {
                element.run();
            } else {
                elements.add(element);
            }
        }

        synchronized void release() {
            List<Runnable> before = elements;
            elements = null;
            if (before != null) {
                before.forEach(Runnable::run);
            }
        }
    }
}
