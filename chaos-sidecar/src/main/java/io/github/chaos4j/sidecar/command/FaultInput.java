package io.github.chaos4j.sidecar.command;

import io.github.chaos4j.api.FieldError;
import io.github.chaos4j.api.InvalidFaultException;
import io.github.chaos4j.api.text.FaultText;
import io.github.chaos4j.sidecar.output.CommandFailure;
import io.github.chaos4j.sidecar.output.ExitCode;
import io.github.chaos4j.sidecar.output.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Faults as a user writes them, made ready to send: words of the command line, a file of short forms, YAML or JSON. */
final class FaultInput {
    /** How YAML and JSON begin, and no short form does. */
    private static final Pattern STRUCTURED = Pattern.compile("[\\[{-].*|\"?[A-Za-z]+\"?\\s*:(\\s.*)?");

    private FaultInput() {}

    /** One short form. The shell has taken away the quotes of a word with spaces; here they come back. */
    static Map<String, Object> words(List<String> words) {
        String shortForm = words.size() == 1
                ? words.get(0)
                : words.stream().map(FaultInput::requoted).collect(Collectors.joining(" "));
        return shortForms(List.of(shortForm)).get(0);
    }

    /** Standard input if the name is {@code -}. One fault or a list: what is to be sent as the body. */
    static Object file(String name, InputStream in) {
        String text = read(name, in);
        List<String> lines = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        if (lines.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, name + " holds no fault");
        }
        if (!STRUCTURED.matcher(lines.get(0)).matches()) {
            List<Map<String, Object>> faults = shortForms(lines);
            return faults.size() == 1 ? faults.get(0) : faults;
        }
        try {
            Object value = Json.read(text);
            if (value instanceof Map || value instanceof List) {
                return value;
            }
            throw new CommandFailure(ExitCode.USAGE, name + " is neither a fault nor a list of faults");
        } catch (IllegalArgumentException unreadable) {
            throw new CommandFailure(ExitCode.USAGE, name + " is neither JSON nor YAML: " + unreadable.getMessage());
        }
    }

    private static List<Map<String, Object>> shortForms(List<String> lines) {
        List<Map<String, Object>> faults = new ArrayList<>();
        List<FieldError> errors = new ArrayList<>();
        for (String line : lines) {
            try {
                faults.add(FaultText.toFields(FaultText.parse(line)));
            } catch (InvalidFaultException invalid) {
                errors.addAll(invalid.errors());
            }
        }
        if (!errors.isEmpty()) {
            throw CommandFailure.of(ExitCode.USAGE, errors);
        }
        return faults;
    }

    private static String requoted(String word) {
        int equals = word.indexOf('=');
        String value = word.substring(equals + 1);
        boolean plain = value.chars().noneMatch(c -> Character.isWhitespace(c) || c == '"');
        if (!value.isEmpty() && (plain || value.startsWith("\""))) {
            return word;
        }
        return word.substring(0, equals + 1) + '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String read(String name, InputStream in) {
        try {
            return name.equals("-")
                    ? new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(name));
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--file \"" + name + "\" cannot be read: "
                            + unreadable.getClass().getSimpleName());
        }
    }
}
