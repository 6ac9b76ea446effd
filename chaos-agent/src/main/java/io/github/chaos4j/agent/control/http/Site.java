package io.github.chaos4j.agent.control.http;

import io.github.chaos4j.agent.engine.Actor;
import java.net.InetSocketAddress;

/** What stands behind the server. */
interface Site {

    /** Whether the sender of this head may come in. On the selector thread: must not wait. */
    Admission.Verdict admit(Head head, InetSocketAddress local, InetSocketAddress remote);

    /** Carries the request out, on a worker. */
    Response answer(Request request);

    /** Whether the request must not queue behind others: the kill switch. */
    boolean isUrgent(Head head);

    /** The server-sent events since the last call, each ready to be written. On the selector thread. */
    java.util.List<String> newEvents();

    /** Whether anyone listens to events. */
    void listening(boolean anyone);

    /** For a request refused before there was anyone to attribute it to. */
    Actor NOBODY = new Actor("http", "", "");
}
