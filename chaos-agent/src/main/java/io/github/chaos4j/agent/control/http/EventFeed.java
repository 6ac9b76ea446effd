package io.github.chaos4j.agent.control.http;

import io.github.chaos4j.agent.control.ControlAction;
import io.github.chaos4j.agent.control.Views;
import io.github.chaos4j.agent.engine.EngineListener;
import io.github.chaos4j.agent.engine.Injection;
import io.github.chaos4j.api.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Carries injections and control actions from whatever thread they happen on to the selector thread. While
 * nobody listens it costs an injected call one volatile read.
 */
final class EventFeed implements EngineListener {
    private static final int WAITING = 1024;

    private final ArrayBlockingQueue<Object> queue = new ArrayBlockingQueue<>(WAITING);
    private volatile boolean listening;

    void listening(boolean anyone) {
        listening = anyone;
        queue.clear();
    }

    /** Drops what does not fit: a listener sees a gap, the application waits for nobody. */
    @Override
    public void injected(Injection injection) {
        if (listening) {
            queue.offer(injection);
        }
    }

    void acted(ControlAction action) {
        if (listening) {
            queue.offer(action);
        }
    }

    /** What happened since the last call, each as one event of the stream. */
    List<String> drain() {
        List<Object> news = new ArrayList<>();
        queue.drainTo(news);
        List<String> events = new ArrayList<>();
        for (Object one : news) {
            Map<String, Object> fields =
                    one instanceof Injection injection ? Views.injection(injection) : ((ControlAction) one).fields();
            events.add("event: " + fields.get("event") + "\ndata: " + Json.write(fields) + "\n\n");
        }
        return events;
    }
}
