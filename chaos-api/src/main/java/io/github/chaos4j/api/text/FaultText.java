package io.github.chaos4j.api.text;

import io.github.chaos4j.api.Fault;
import java.util.Map;

/** The short form of a fault, {@code type target [service] (key=value)*}. */
public final class FaultText {
    private FaultText() {}

    public static Fault parse(String shortForm) {
        throw new IllegalStateException(shortForm);
    }

    public static String print(Fault fault) {
        throw new IllegalStateException(fault.type().word());
    }

    public static Fault fromFields(Map<String, ?> fields) {
        throw new IllegalStateException(fields.toString());
    }

    public static Map<String, Object> toFields(Fault fault) {
        throw new IllegalStateException(fault.type().word());
    }
}
