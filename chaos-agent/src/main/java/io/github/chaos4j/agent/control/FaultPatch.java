package io.github.chaos4j.agent.control;

import io.github.chaos4j.agent.engine.EngineControl.Change;
import io.github.chaos4j.api.FieldError;
import io.github.chaos4j.api.InvalidFaultException;
import io.github.chaos4j.api.text.DurationText;
import io.github.chaos4j.api.text.RateText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a merge patch (RFC 7396) of an armed fault: active, rate and duration, nothing else. */
public final class FaultPatch {
    private final List<FieldError> errors = new ArrayList<>();
    private @Nullable Boolean active;
    private @Nullable Double rate;
    private @Nullable Duration duration;

    private FaultPatch() {}

    /** @throws InvalidFaultException with everything wrong with it */
    public static Change read(String text) {
        if (!(Document.read(text) instanceof Map<?, ?> map)) {
            throw FaultInput.invalid("", "", "a patch is an object such as {\"rate\": 0.5}");
        }
        FaultPatch patch = new FaultPatch();
        map.forEach((key, value) -> patch.field(String.valueOf(key), value));
        if (map.isEmpty()) {
            patch.wrong("", "", "the patch is empty: write active, rate or duration");
        }
        if (!patch.errors.isEmpty()) {
            throw new InvalidFaultException(patch.errors);
        }
        return new Change(patch.active, patch.rate, patch.duration);
    }

    private void field(String key, @Nullable Object value) {
        if (value == null) {
            wrong(key, "null", key + " cannot be removed from an armed fault");
            return;
        }
        try {
            switch (key) {
                case "active" -> active(value);
                case "rate" -> rate = RateText.read(value.toString());
                case "duration" -> duration(value.toString());
                default ->
                    wrong(
                            key,
                            value,
                            key + " cannot be changed while armed, only active, rate and duration can:"
                                    + " PUT the whole fault");
            }
        } catch (IllegalArgumentException e) {
            wrong(key, value, key + " \"" + value + "\" " + e.getMessage());
        }
    }

    private void active(Object value) {
        if (value instanceof Boolean is) {
            active = is;
        } else {
            wrong("active", value, "active \"" + value + "\" is neither true nor false");
        }
    }

    private void duration(String text) {
        Duration read = DurationText.read(text);
        if (read.isZero() || read.isNegative()) {
            wrong("duration", text, "duration \"" + text + "\" is not above zero");
        }
        duration = read;
    }

    private void wrong(String field, Object value, String message) {
        errors.add(new FieldError(field, value.toString(), message));
    }
}
