package io.github.chaos4j.sidecar.output;

import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** Standard output and error, in colour where that is wanted. What an agent sends is shown without control characters. */
public final class Terminal {
    private static final String RESET = "\u001b[0m";
    private static final String COLOUR = "\u001b\\[[0-9;]*m";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean coloured;

    public Terminal(PrintWriter out, PrintWriter err, Ansi ansi) {
        this.out = out;
        this.err = err;
        this.coloured = ansi.enabled();
    }

    public void line(String text) {
        out.println(clean(text));
        out.flush();
    }

    /** As it is: for {@code --json}. */
    public void raw(String text) {
        out.println(text);
        out.flush();
    }

    /** Replaces the line that it wrote before, on a terminal; elsewhere nothing. */
    public void progress(String text) {
        if (coloured) {
            out.print("\r\u001b[K" + clean(text) + "\r");
            out.flush();
        }
    }

    public void error(String text) {
        err.println(red(clean(text)));
        err.flush();
    }

    public void warning(String text) {
        line(yellow("warning ") + text);
    }

    public String bold(String text) {
        return paint(Style.bold, text);
    }

    public String faint(String text) {
        return paint(Style.faint, text);
    }

    public String green(String text) {
        return paint(Style.fg_green, text);
    }

    public String yellow(String text) {
        return paint(Style.fg_yellow, text);
    }

    public String red(String text) {
        return paint(Style.fg_red, text);
    }

    /** What a state means at a glance: fine, look at it, wrong. */
    public String state(String word) {
        return switch (word) {
            case "active", "open", "ready", "verified" -> green(word);
            case "closed", "unavailable", "failed" -> red(word);
            case "waiting", "paused" -> yellow(word);
            default -> word;
        };
    }

    private String paint(IStyle style, String text) {
        // not style.off(), which for bold is a double underline on some terminals
        return coloured ? style.on() + text + RESET : text;
    }

    /** Our own colours stay, any other control character from elsewhere would drive the user's terminal. */
    private String clean(String text) {
        if (!coloured) {
            return text.replaceAll("[\\p{Cntrl}&&[^\\t]]", "?");
        }
        return text.replaceAll("[\\p{Cntrl}&&[^\\t\u001b]]|(?!" + COLOUR + ")\u001b", "?");
    }
}
