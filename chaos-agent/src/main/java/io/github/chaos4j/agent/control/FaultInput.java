package io.github.chaos4j.agent.control;

import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FieldError;
import io.github.chaos4j.api.InvalidFaultException;
import io.github.chaos4j.api.text.FaultText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Faults as every carrier hands them in: a JSON or YAML object, an array of them, or short forms, one a line.
 *
 * @param single whether one was given, and not a list
 */
public record FaultInput(List<Fault> faults, boolean single) {

    /** @throws InvalidFaultException with everything wrong with any of them */
    public static FaultInput read(String text) {
        return read(text, fields -> fields);
    }

    /** With the fields of each object first changed by the operator, which may refuse them. */
    public static FaultInput read(String text, UnaryOperator<Map<String, Object>> change) {
        if (FaultText.isShortForm(text)) {
            List<Fault> faults = FaultText.parseAll(text);
            return new FaultInput(faults, faults.size() == 1);
        }
        Object document = Document.read(text);
        Object changed = document instanceof List<?> list ? changed(list, change) : changed(document, change);
        return new FaultInput(FaultText.fromDocument(changed), !(document instanceof List<?>));
    }

    private static List<@Nullable Object> changed(List<?> list, UnaryOperator<Map<String, Object>> change) {
        List<@Nullable Object> changed = new ArrayList<>();
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            try {
                changed.add(changed(list.get(i), change));
            } catch (InvalidFaultException e) {
                String prefix = "[" + i + "].";
                e.errors()
                        .forEach(error ->
                                errors.add(new FieldError(prefix + error.field(), error.value(), error.message())));
            }
        }
        if (!errors.isEmpty()) {
            throw new InvalidFaultException(errors);
        }
        return changed;
    }

    /** A field that is null is one not given. */
    private static @Nullable Object changed(@Nullable Object value, UnaryOperator<Map<String, Object>> change) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((key, field) -> {
            if (field != null) {
                fields.put(String.valueOf(key), field);
            }
        });
        return change.apply(fields);
    }

    static InvalidFaultException invalid(String field, String value, String message) {
        return new InvalidFaultException(List.of(new FieldError(field, value, message)));
    }
}
