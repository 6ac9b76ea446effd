package io.github.chaos4j.sidecar.command;

import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.InvalidFaultException;
import io.github.chaos4j.api.text.FaultText;
import io.github.chaos4j.sidecar.output.CommandFailure;
import io.github.chaos4j.sidecar.output.ExitCode;
import io.github.chaos4j.sidecar.output.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Faults as a user writes them, made ready to send: words of the command line, a file of short forms, YAML or JSON. */
final class FaultInput {
    private FaultInput() {}

    /** One short form. The shell has taken away the quotes of a word with spaces; here they come back. */
    static Map<String, Object> words(List<String> words) {
        String shortForm = words.size() == 1
                ? words.get(0)
                : words.stream().map(FaultInput::requoted).collect(Collectors.joining(" "));
        try {
            return FaultText.toFields(FaultText.parse(shortForm));
        } catch (InvalidFaultException invalid) {
            throw CommandFailure.of(ExitCode.USAGE, invalid.errors());
        }
    }

    /** Standard input if the name is {@code -}. One fault or a list: what is to be sent as the body. */
    static Object file(String name, InputStream in) {
        String text = read(name, in);
        try {
            boolean shortForms = FaultText.isShortForm(text);
            Object document = shortForms ? null : JsonReader.read(text);
            if (!shortForms && document == null) {
                throw new CommandFailure(ExitCode.USAGE, "--file \"" + name + "\" holds no fault");
            }
            List<Fault> faults = shortForms ? FaultText.parseAll(text) : FaultText.fromDocument(document);
            List<Map<String, Object>> fields =
                    faults.stream().map(FaultText::toFields).toList();
            return document instanceof List || fields.size() > 1 ? fields : fields.get(0);
        } catch (InvalidFaultException invalid) {
            throw CommandFailure.of(ExitCode.USAGE, invalid.errors());
        } catch (IllegalArgumentException unreadable) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--file \"" + name + "\" is neither JSON nor YAML: " + unreadable.getMessage());
        }
    }

    private static String requoted(String word) {
        int equals = word.indexOf('=');
        String value = word.substring(equals + 1);
        if (value.startsWith("\"") || value.chars().noneMatch(Character::isWhitespace)) {
            return word;
        }
        return word.substring(0, equals + 1)
                + '"'
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + '"';
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
