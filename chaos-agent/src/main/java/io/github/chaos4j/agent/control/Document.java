package io.github.chaos4j.agent.control;

import io.github.chaos4j.api.FieldError;
import io.github.chaos4j.api.InvalidFaultException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one JSON or YAML 1.2 document into maps, lists and scalars. Composes from parser events rather than with
 * the library's loader, whose recursion and aliases an input could abuse: depth is limited, and aliases, tags
 * and duplicate keys are refused.
 */
public final class Document {
    private static final int DEPTH = 16;

    private final Iterator<Event> events;

    private Document(Iterator<Event> events) {
        this.events = events;
    }

    /**
     * The value of the document: Map, List, String, Boolean, Long, BigDecimal or null.
     *
     * @throws InvalidFaultException with the place if it cannot be read
     */
    public static @Nullable Object read(String text) {
        LoadSettings settings =
                LoadSettings.builder().setUseMarks(true).setParseComments(false).build();
        try {
            return new Document(new Parse(settings).parseString(text).iterator()).value();
        } catch (MarkedYamlEngineException e) {
            throw invalid(e.getProblemMark(), String.valueOf(e.getProblem()));
        } catch (YamlEngineException e) {
            throw invalid(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Object value() {
        Object value = null;
        boolean seen = false;
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
                case DocumentStart -> {
                    if (seen) {
                        throw invalid(event.getStartMark(), "there is a second document: send one, or an array");
                    }
                    seen = true;
                }
                default -> value = node(event, 0);
            }
        }
        return value;
    }

    private @Nullable Object node(Event event, int depth) {
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), event);
            return scalar(scalar);
        }
        if (event instanceof CollectionStartEvent start) {
            refuseTag(start.getTag(), event);
            if (depth == DEPTH) {
                throw invalid(event.getStartMark(), "it is nested more than " + DEPTH + " deep");
            }
            return event instanceof MappingStartEvent ? mapping(depth) : sequence(depth);
        }
        String what = event instanceof AliasEvent ? "aliases are not accepted" : "a value is missing";
        throw invalid(event.getStartMark(), what);
    }

    private static void refuseTag(Optional<?> tag, Event event) {
        if (tag.isPresent()) {
            throw invalid(event.getStartMark(), "tags are not accepted");
        }
    }

    private List<@Nullable Object> sequence(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            list.add(node(event, depth + 1));
        }
        return list;
    }

    private Map<String, @Nullable Object> mapping(int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(event instanceof ScalarEvent key)) {
                throw invalid(event.getStartMark(), "a key must be a string");
            }
            if (map.containsKey(key.getValue())) {
                throw invalid(event.getStartMark(), "the key \"" + key.getValue() + "\" is there twice");
            }
            map.put(key.getValue(), node(events.next(), depth + 1));
        }
        return map;
    }

    private static @Nullable Object scalar(ScalarEvent event) {
        String text = event.getValue();
        if (!event.isPlain()) {
            return text;
        }
        return switch (text) {
            case "", "~", "null" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> isNumber(text) ? number(text) : text;
        };
    }

    /** As RFC 8259 spells numbers; what YAML adds to them (octal, infinity) stays text. */
    private static boolean isNumber(String text) {
        int at = text.startsWith("-") ? 1 : 0;
        int digits = digits(text, at);
        if (digits == 0 || (digits > 1 && text.charAt(at) == '0') || text.length() > 40) {
            return false;
        }
        at += digits;
        if (at < text.length() && text.charAt(at) == '.') {
            int fraction = digits(text, at + 1);
            at += fraction == 0 ? 0 : fraction + 1;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int sign = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0 ? 1 : 0;
            int exponent = digits(text, at + 1 + sign);
            at += exponent == 0 || exponent > 3 ? 0 : exponent + 1 + sign;
        }
        return at == text.length();
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }

    /** Long where it fits, else BigDecimal, which keeps the spelling. */
    private static Number number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException notLong) {
            return new BigDecimal(text);
        }
    }

    private static InvalidFaultException invalid(Optional<Mark> mark, String problem) {
        String place = mark.map(at -> "line " + (at.getLine() + 1) + ", column " + (at.getColumn() + 1) + ": ")
                .orElse("");
        return new InvalidFaultException(
                List.of(new FieldError("", "", "the input is neither JSON nor YAML: " + place + problem.strip())));
    }
}
