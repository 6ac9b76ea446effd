package io.github.chaos4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What real clients threw in real failures: {@code real-failures.json}, one cell per client and failure. */
public final class RealFailures {
    private static final List<Map<String, Object>> CELLS = read();
    private static final Pattern PLACEHOLDER = Pattern.compile("<(?:port|n|pid)>");

    private RealFailures() {}

    /** Same classes along the cause chain, same messages but for numbers, same SQLState and vendor code. */
    public static void assertLooksLike(Throwable injected, String client, String failure) {
        Map<String, Object> cell = cell(client, failure);
        List<?> causes = (List<?>) cell.get("cause_chain");
        List<Throwable> chain = chain(injected);
        assertThat(chain)
                .as("cause chain of %s, in reality %s", injected, causes)
                .hasSameSizeAs(causes);
        for (int i = 0; i < causes.size(); i++) {
            assertThat(shown(chain.get(i))).matches(pattern((String) causes.get(i)));
        }
        if (injected instanceof SQLException sql) {
            assertThat(sql.getSQLState()).isEqualTo(cell.get("sql_state"));
            assertThat(sql.getErrorCode()).isEqualTo(cell.getOrDefault("vendor_code", 0));
        }
    }

    /** Same classes along the cause chain, and same SQLState; for messages that name what differs here. */
    public static void assertSameKind(Throwable injected, String client, String failure) {
        Map<String, Object> cell = cell(client, failure);
        List<String> expected = ((List<?>) cell.get("cause_chain"))
                .stream().map(each -> ((String) each).split(":", 2)[0]).toList();
        assertThat(chain(injected))
                .extracting(each -> each.getClass().getName())
                .isEqualTo(expected);
        if (injected instanceof SQLException sql) {
            assertThat(sql.getSQLState()).isEqualTo(cell.get("sql_state"));
        }
    }

    private static Map<String, Object> cell(String client, String failure) {
        return CELLS.stream()
                .filter(cell -> client.equals(cell.get("client")) && failure.equals(cell.get("failure")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no cell " + client + " " + failure));
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable each = failure; each != null && chain.size() < 10; each = each.getCause()) {
            chain.add(each);
        }
        return chain;
    }

    private static String shown(Throwable failure) {
        return failure.getClass().getName() + ": " + failure.getMessage();
    }

    private static Pattern pattern(String text) {
        StringBuilder pattern = new StringBuilder();
        int from = 0;
        for (Matcher each = PLACEHOLDER.matcher(text); each.find(); from = each.end()) {
            pattern.append(Pattern.quote(text.substring(from, each.start()))).append("\\d+");
        }
        return Pattern.compile(
                pattern.append(Pattern.quote(text.substring(from))).toString(), Pattern.DOTALL);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> read() {
        try (InputStream in = RealFailures.class.getResourceAsStream("/real-failures.json")) {
            return (List<Map<String, Object>>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
