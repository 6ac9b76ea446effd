package io.github.chaos4j.api.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How two copies of the API in one JVM, perhaps of different versions, talk through the gate: text to text.
 *
 * <p>A request is one command: {@code arm <short form>} (several such lines arm all or none), {@code
 * disarm <id>}, {@code pause <id>}, {@code resume <id>}, {@code rate <id> <rate>}, {@code remaining <id>
 * <duration>}, {@code fault <id>}, {@code faults}, {@code stop}, {@code status}, {@code heartbeat [owner]},
 * {@code counters}, {@code errors}, {@code allow <key>}, {@code version}. A condition cannot be written: {@code
 * allow} names the system property, in the sense of {@link System#getProperties()}, that holds it as an object.
 *
 * <p>The first line of an answer is {@code ok} or {@code error <reason>}, where the reason is that of a {@code
 * ChaosRefusedException}, {@code INVALID} or {@code FAILED}. Each further line is a row of cells: a fault, a
 * set of counters, a single value, or field, value and message of an error. Cells are parted by tabs; in them a
 * backslash, a tab and the line ends are written {@code \\}, {@code \t}, {@code \n}, {@code \r}.
 *
 * <p>Scopes, gates, listeners and exceptions of one's own cannot be written and are refused by the asking side.
 */
public final class TextProtocol {
    /** Answered to {@code version}. Raised when a command or a row changes its meaning. */
    public static final String VERSION = "1";

    /** The name of the class whose public static field {@link #GATE_FIELD} holds the answering side. */
    public static final String GATE_CLASS = "java.lang.ChaosGate";

    /** A {@code UnaryOperator<String>} from request to answer; null while no engine is bound. */
    public static final String GATE_FIELD = "control";

    /**
     * The system property that is set while the agent is being installed beside the start of the application. A
     * string, because applications copy the properties of the system as strings.
     */
    public static final String STARTING = "chaos4j.starting";

    static final String OK = "ok";
    static final String ERROR = "error";
    static final String INVALID = "INVALID";
    static final String FAILED = "FAILED";

    private TextProtocol() {}

    /** Returns when no agent is being installed: after some 100 ms at the start of a JVM, else at once; in 10 s anyway. */
    public static void awaitAgent() {
        boolean isInterrupted = false;
        for (int millis = 0; millis < 10_000 && System.getProperty(STARTING) != null; millis++) {
            try {
                Thread.sleep(1);
            } catch (InterruptedException isLater) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One line of cells. */
    static String row(Object... cells) {
        return String.join(
                "\t", Arrays.stream(cells).map(cell -> escape(cell.toString())).toList());
    }

    /** The cells of a line. */
    static List<String> cells(String row) {
        return Arrays.stream(row.split("\t", -1)).map(TextProtocol::unescape).toList();
    }

    /** The rows of an answer, without its first line. */
    static List<List<String>> rows(String answer) {
        List<List<String>> rows = new ArrayList<>();
        answer.lines().skip(1).forEach(line -> rows.add(cells(line)));
        return rows;
    }

    private static String escape(String cell) {
        return cell.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescape(String cell) {
        if (cell.indexOf('\\') < 0) {
            return cell;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == '\\' && i + 1 < cell.length()) {
                char next = cell.charAt(++i);
                c = next == 't' ? '\t' : next == 'n' ? '\n' : next == 'r' ? '\r' : next;
            }
            text.append(c);
        }
        return text.toString();
    }
}
