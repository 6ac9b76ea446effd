package io.github.chaos4j.api;

import java.util.List;
import java.util.stream.Collectors;

/** An input is wrong; nothing was changed. Names everything wrong with it at once. */
public final class InvalidFaultException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient List<FieldError> errors;

    public InvalidFaultException(List<FieldError> errors) {
        super(errors.stream().map(FieldError::message).collect(Collectors.joining("\n")));
        this.errors = List.copyOf(errors);
    }

    /** At least one, in the order of the input. */
    public List<FieldError> errors() {
        return errors;
    }
}
