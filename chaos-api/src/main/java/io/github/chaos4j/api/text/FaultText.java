package io.github.chaos4j.api.text;

import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FieldError;
import io.github.chaos4j.api.InvalidFaultException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one text form of a fault, in both spellings: {@code latency jdbc orders-db delay=200ms}, and the fields
 * of a JSON or YAML object. What one spelling can say the other can, and printing and reading back gives an
 * equal fault. Everything that reads throws {@link InvalidFaultException} with all errors at once.
 */
public final class FaultText {
    private FaultText() {}

    /** Reads the short form of one fault; see {@link ShortForm} for quoting. */
    public static Fault parse(String shortForm) {
        return FaultReader.read(FaultKeys.TABLE.readLine(shortForm));
    }

    /**
     * Reads one short form per line; empty lines and those that begin with {@code #} are skipped. Errors of the
     * second of several faults are about {@code [1].delay} and so on.
     */
    public static List<Fault> parseAll(String lines) {
        return Several.read(
                lines.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList(),
                FaultText::parse);
    }

    /** Whether a text begins as short forms do, rather than as JSON or YAML. */
    public static boolean isShortForm(String text) {
        String first = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst()
                .orElse("");
        return !first.isEmpty() && Character.isLetter(first.charAt(0)) && !first.split("[\\s=]", 2)[0].endsWith(":");
    }

    /**
     * The short form. A fault with an exception from the Java API has none: it is shown with {@code kind=custom},
     * which is not read back.
     */
    public static String print(Fault fault) {
        return ShortForm.print(FaultWriter.flat(fault));
    }

    /**
     * Reads an object as a JSON or YAML reader hands it over: {@code match} and {@code headers} are maps, or
     * their keys are written as in the short form; every other value is a text, a number or a boolean.
     */
    public static Fault fromFields(Map<String, ?> fields) {
        return FaultReader.read(FaultKeys.TABLE.read(fields));
    }

    /**
     * Reads what a JSON or YAML document holds: one object, or an array of objects, or short forms in place of
     * objects. Errors of the second of several are about {@code [1].delay} and so on.
     */
    public static List<Fault> fromDocument(@Nullable Object document) {
        return Several.read(document instanceof List<?> list ? list : List.of(orNothing(document)), FaultText::element);
    }

    /** The fields of an object, ready for {@link Json}; {@link #fromFields} is the reverse. */
    public static Map<String, Object> toFields(Fault fault) {
        return FaultWriter.nested(fault);
    }

    /** Finds in a fault made in Java what reading its text would find. */
    public static void check(Fault fault) {
        Map<String, Object> fields = FaultWriter.flat(fault);
        if (fault.effect() instanceof Effect.Failure failure && failure.exception() != null) {
            fields.remove("kind");
        }
        FaultReader.read(FaultKeys.TABLE.read(fields));
    }

    /** As {@link #check(Fault)}; errors of the second of several are about {@code [1].delay} and so on. */
    public static void check(List<Fault> faults) {
        Several.read(faults, fault -> {
            check(fault);
            return fault;
        });
    }

    private static Fault element(Object element) {
        if (element instanceof Map<?, ?> map) {
            return FaultReader.read(FaultKeys.TABLE.read(map));
        }
        if (element instanceof String shortForm) {
            return parse(shortForm);
        }
        throw new InvalidFaultException(List.of(new FieldError(
                "fault", "", "fault is neither an object nor a short form: write {\"type\": \"latency\", …}")));
    }

    private static Object orNothing(@Nullable Object document) {
        return document == null ? List.of() : document;
    }
}
