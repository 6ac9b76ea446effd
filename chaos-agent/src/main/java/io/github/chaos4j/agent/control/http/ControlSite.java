package io.github.chaos4j.agent.control.http;

import io.github.chaos4j.agent.control.Control;
import io.github.chaos4j.api.ChaosRefusedException;
import io.github.chaos4j.api.InvalidFaultException;
import java.net.InetSocketAddress;
import java.util.List;

/** Joins admission, routes and events, and turns what the engine refuses into answers. */
record ControlSite(Admission admission, Routes routes, EventFeed feed, Control control) implements Site {

    @Override
    public Admission.Verdict admit(Head head, InetSocketAddress local, InetSocketAddress remote) {
        return admission.admit(head, local, remote);
    }

    @Override
    public Response answer(Request request) {
        try {
            control.used();
            return routes.answer(request);
        } catch (BadRequest e) {
            return e.response();
        } catch (InvalidFaultException e) {
            return Response.errors(400, e.errors());
        } catch (ChaosRefusedException e) {
            return Response.errors(status(e.reason()), List.of(e.error()));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            control.failed(
                    "the control API on " + request.method() + " "
                            + request.head().path(),
                    e);
            return Response.error(500, "", "", "the control API failed; the cause is in the warnings of GET /chaos");
        }
    }

    private static int status(ChaosRefusedException.Reason reason) {
        return switch (reason) {
            case GATE_CLOSED, ID_TAKEN -> 409;
            case OVER_CAP -> 422;
            case UNKNOWN_ID -> 404;
            case UNSUPPORTED -> 501;
        };
    }

    @Override
    public boolean isUrgent(Head head) {
        return head.path().equals("/chaos/stop");
    }

    @Override
    public List<String> newEvents() {
        return feed.drain();
    }

    @Override
    public void listening(boolean anyone) {
        feed.listening(anyone);
    }
}
