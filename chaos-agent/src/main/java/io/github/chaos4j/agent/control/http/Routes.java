package io.github.chaos4j.agent.control.http;

import io.github.chaos4j.agent.control.Control;
import io.github.chaos4j.agent.control.PrometheusText;
import io.github.chaos4j.agent.control.Views;
import java.util.ArrayList;
import java.util.List;

/** Which request is answered by what: the table of the control contract. */
final class Routes {

    /** Carries out a request whose path may hold an id, else the empty string. */
    private interface Action {
        Response answer(Request request, String id);
    }

    /** @param path its segments; {@code *} is the id of a fault */
    private record Route(String method, List<String> path, Action action) {
        boolean fits(List<String> segments) {
            if (segments.size() != path.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                if (!path.get(i).equals("*") && !path.get(i).equals(segments.get(i))) {
                    return false;
                }
            }
            return true;
        }

        String id(List<String> segments) {
            int at = path.indexOf("*");
            return at < 0 ? "" : segments.get(at);
        }
    }

    private final List<Route> routes = new ArrayList<>();

    Routes(Control control) {
        FaultRoutes faults = new FaultRoutes(control);
        on("GET", "chaos/live", (request, id) -> Response.empty());
        on("GET", "chaos", (request, id) -> Response.json(200, control.status(request.flag("verify"))));
        on("GET", "chaos/faults", (request, id) -> faults.list());
        on("GET", "chaos/faults/*", (request, id) -> faults.show(id));
        on("POST", "chaos/faults", (request, id) -> faults.arm(request));
        on("PUT", "chaos/faults/*", faults::replace);
        on("PATCH", "chaos/faults/*", faults::patch);
        on("POST", "chaos/faults/*/pause", (request, id) -> faults.active(id, false, request.by()));
        on("POST", "chaos/faults/*/resume", (request, id) -> faults.active(id, true, request.by()));
        on("DELETE", "chaos/faults/*", (request, id) -> faults.disarm(id, request.by()));
        on("POST", "chaos/start", (request, id) -> faults.start(request));
        on("POST", "chaos/stop", (request, id) -> faults.stop(request));
        on("POST", "chaos/heartbeat", (request, id) -> faults.heartbeat(request));
        on("GET", "chaos/calls", (request, id) -> Response.json(200, Views.calls(control.engine())));
        on("POST", "chaos/explain", (request, id) -> faults.explain(request));
        on("GET", "chaos/events", (request, id) -> events(request, control));
        on(
                "GET",
                "metrics",
                (request, id) -> Response.text(200, PrometheusText.TYPE, PrometheusText.of(control.engine())));
    }

    private void on(String method, String path, Action action) {
        routes.add(new Route(method, List.of(path.split("/")), action));
    }

    Response answer(Request request) {
        List<String> segments = request.segments();
        List<String> methods = new ArrayList<>();
        for (Route route : routes) {
            if (route.fits(segments)) {
                if (route.method().equals(request.method())) {
                    return route.action().answer(request, route.id(segments));
                }
                methods.add(route.method());
            }
        }
        String path = request.head().path();
        if (methods.isEmpty()) {
            return Response.error(404, "", path, "there is nothing at this path: see GET /chaos");
        }
        String allowed = String.join(", ", methods);
        return Response.error(405, "", request.method(), "this path knows only " + allowed)
                .with("Allow", allowed);
    }

    private static Response events(Request request, Control control) {
        return request.head().header("accept").orElse("").contains("text/event-stream")
                ? Response.events()
                : Response.json(200, Views.events(control));
    }
}
