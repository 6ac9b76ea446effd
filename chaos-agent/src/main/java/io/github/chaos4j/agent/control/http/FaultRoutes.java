package io.github.chaos4j.agent.control.http;

import io.github.chaos4j.agent.control.Control;
import io.github.chaos4j.agent.control.Document;
import io.github.chaos4j.agent.control.FaultInput;
import io.github.chaos4j.agent.control.FaultPatch;
import io.github.chaos4j.agent.control.Views;
import io.github.chaos4j.agent.engine.Actor;
import io.github.chaos4j.agent.engine.EngineControl;
import io.github.chaos4j.agent.engine.EngineControl.Change;
import io.github.chaos4j.agent.engine.StatusReport;
import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.ChaosRefusedException;
import io.github.chaos4j.api.ChaosRefusedException.Reason;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FieldError;
import io.github.chaos4j.api.InvalidFaultException;
import io.github.chaos4j.api.text.FaultText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one can do to faults over HTTP. */
final class FaultRoutes {
    private final Control control;
    private final EngineControl engine;

    FaultRoutes(Control control) {
        this.control = control;
        this.engine = control.engine();
    }

    Response list() {
        return Response.json(200, Views.faults(engine.all()));
    }

    Response show(String id) {
        return Response.json(200, StatusReport.of(find(id)));
    }

    private ArmedFault find(String id) {
        return engine.find(id).orElseThrow(() -> unknown(id));
    }

    private static ChaosRefusedException unknown(String id) {
        return new ChaosRefusedException(
                Reason.UNKNOWN_ID, new FieldError("id", id, "there is no fault \"" + id + "\": see GET /chaos/faults"));
    }

    Response arm(Request request) {
        return arm(FaultInput.read(request.text()), request);
    }

    /** The flat form: without a target it means the main calls of every kind to that service. */
    Response start(Request request) {
        return arm(FaultInput.read(request.text(), this::flat), request);
    }

    private Map<String, Object> flat(Map<String, Object> fields) {
        if (fields.containsKey("target")) {
            return fields;
        }
        Object service = fields.get("service");
        if (service == null) {
            throw invalid("service", "", "service is missing: name the service that is to suffer, or a target");
        }
        if (service.toString().equalsIgnoreCase(control.settings().service())) {
            String message = "service \"" + service + "\" is this application itself, and calls that it receives"
                    + " cannot be disturbed yet: name a service that it calls";
            throw new ChaosRefusedException(Reason.UNSUPPORTED, new FieldError("service", service.toString(), message));
        }
        Map<String, Object> filled = new LinkedHashMap<>(fields);
        filled.put("target", "*");
        return filled;
    }

    private Response arm(FaultInput input, Request request) {
        if (input.faults().isEmpty()) {
            throw invalid(
                    "",
                    "",
                    "there is no fault in the input: send one as JSON or as a line such as"
                            + " latency jdbc orders-db delay=200ms");
        }
        if (request.flag("dryRun")) {
            engine.check(input.faults());
            return Response.json(200, shape(input, checked(input.faults())));
        }
        List<ArmedFault> armed = engine.arm(input.faults(), request.by());
        Response response = Response.json(201, shape(input, Views.faults(armed)));
        return input.single()
                ? response.with("Location", "/chaos/faults/" + armed.get(0).id())
                : response;
    }

    private static Object shape(FaultInput input, List<Map<String, Object>> views) {
        return input.single() ? views.get(0) : views;
    }

    private static List<Map<String, Object>> checked(List<Fault> faults) {
        List<Map<String, Object>> views = new ArrayList<>();
        for (Fault fault : faults) {
            views.add(FaultText.toFields(fault));
        }
        return views;
    }

    Response replace(Request request, String id) {
        FaultInput input = FaultInput.read(request.text());
        if (input.faults().size() != 1) {
            throw invalid("", "", "send exactly one fault to replace \"" + id + "\"");
        }
        Fault fault = input.faults().get(0);
        if (fault.id() != null && !fault.id().equals(id)) {
            throw invalid("id", fault.id(), "id \"" + fault.id() + "\" is not that of the path: leave it out");
        }
        Fault named = FaultText.fromFields(FaultText.toFields(fault.named(id)));
        if (request.flag("dryRun")) {
            boolean armed = engine.armed().stream().anyMatch(other -> other.id().equals(id));
            engine.check(List.of(armed ? named.named(null) : named));
            return Response.json(200, FaultText.toFields(named));
        }
        return Response.json(200, StatusReport.of(engine.replace(named, request.by())));
    }

    Response patch(Request request, String id) {
        find(id);
        Change change = FaultPatch.read(request.text());
        engine.change(id, change, request.by());
        return show(id);
    }

    Response active(String id, boolean active, Actor by) {
        engine.change(id, new Change(active, null, null), by);
        return show(id);
    }

    Response disarm(String id, Actor by) {
        find(id);
        engine.end(id, ArmedFault.End.DISARMED, by);
        return Response.empty();
    }

    Response stop(Request request) {
        Map<String, Object> fields = optionalFields(request, Set.of("id", "latch"));
        Object id = fields.get("id");
        boolean latch = Boolean.TRUE.equals(fields.get("latch"));
        if (id != null && latch) {
            throw invalid("latch", "true", "latch ends every fault: leave out id");
        }
        if (id != null) {
            find(id.toString());
            engine.end(id.toString(), ArmedFault.End.STOPPED, request.by());
            return Response.json(200, Map.of("ended", 1));
        }
        int armed = engine.armed().size();
        if (latch) {
            control.latch(request.by());
        }
        engine.stop(ArmedFault.End.STOPPED, request.by());
        return Response.json(200, Map.of("ended", armed));
    }

    Response heartbeat(Request request) {
        Object owner = optionalFields(request, Set.of("owner")).get("owner");
        return Response.json(200, Map.of("renewed", engine.heartbeat(owner == null ? null : owner.toString())));
    }

    Response explain(Request request) {
        FaultInput input = FaultInput.read(request.text());
        if (input.faults().size() != 1) {
            throw invalid("", "", "send exactly one fault to explain");
        }
        return Response.json(
                200, Views.explanation(engine.explain(input.faults().get(0))));
    }

    private static Map<String, Object> optionalFields(Request request, Set<String> known) {
        if (request.text().isBlank()) {
            return Map.of();
        }
        @Nullable Object document = Document.read(request.text());
        if (!(document instanceof Map<?, ?> map)) {
            throw invalid("", "", "the body is no JSON object");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (!known.contains(String.valueOf(key))) {
                throw invalid(String.valueOf(key), String.valueOf(value), key + " is not known here: write " + known);
            }
            if (value != null) {
                fields.put(String.valueOf(key), value);
            }
        });
        return fields;
    }

    private static InvalidFaultException invalid(String field, String value, String message) {
        return new InvalidFaultException(List.of(new FieldError(field, value, message)));
    }
}
