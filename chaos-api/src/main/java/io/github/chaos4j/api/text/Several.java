package io.github.chaos4j.api.text;

import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FieldError;
import io.github.chaos4j.api.InvalidFaultException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Reads several faults, all or none, with the errors of all. */
final class Several {
    private Several() {}

    static <T> List<Fault> read(List<? extends T> sources, Function<T, Fault> reader) {
        List<Fault> faults = new ArrayList<>();
        List<FieldError> errors = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < sources.size(); i++) {
            String index = sources.size() == 1 ? "" : "[" + i + "].";
            try {
                Fault fault = reader.apply(sources.get(i));
                faults.add(fault);
                String id = fault.id();
                if (id != null && !ids.add(id)) {
                    errors.add(new FieldError(
                            index + "id", id, index + "id \"" + id + "\" is given twice: write another one or none"));
                }
            } catch (InvalidFaultException e) {
                e.errors()
                        .forEach(error -> errors.add(
                                new FieldError(index + error.field(), error.value(), index + error.message())));
            }
        }
        if (!errors.isEmpty()) {
            throw new InvalidFaultException(errors);
        }
        return List.copyOf(faults);
    }
}
