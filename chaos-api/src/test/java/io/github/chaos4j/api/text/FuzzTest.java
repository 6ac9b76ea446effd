package io.github.chaos4j.api.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FieldError;
import io.github.chaos4j.api.InvalidFaultException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whatever comes in, it reads or is refused with errors that name fields: nothing else is thrown, nothing hangs. */
class FuzzTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<String> SNIPPETS = List.of(
            "latency ",
            "jdbc ",
            "delay=",
            "\"",
            "\\",
            "=",
            " ",
            "match.",
            "header.",
            "regex:",
            "(a+)+",
            "{9999}",
            "99999999999999999999",
            "rate=-1",
            "NaN",
            "PT-9999999999999H",
            "script=",
            "fail,",
            ";",
            "\n",
            "\u0000",
            "\uD800",
            "*",
            "[",
            "]",
            "1e-400",
            "%",
            "true");

    @Test
    void randomBytesAreReadOrRefused() {
        Random random = new Random(11);
        assertTimeoutPreemptively(LIMIT, () -> {
            for (int i = 0; i < 2_000; i++) {
                byte[] bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                String text =
                        new String(bytes, random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
                readsOrRefuses(() -> List.of(FaultText.parse(text)));
                readsOrRefuses(() -> FaultText.parseAll(text));
            }
        });
    }

    @Test
    void mutatedShortFormsAreReadOrRefused() {
        RandomFaults faults = new RandomFaults(12);
        int[] read = {0, 0};
        assertTimeoutPreemptively(LIMIT, () -> {
            for (int i = 0; i < 3_000; i++) {
                StringBuilder line = new StringBuilder(FaultText.print(faults.next()));
                for (int n = faults.random().nextInt(3); n >= 0; n--) {
                    mutate(line, faults.random());
                }
                read[readsOrRefuses(() -> List.of(FaultText.parse(line.toString()))) ? 0 : 1]++;
            }
        });
        assertThat(read[0]).as("read").isGreaterThan(100);
        assertThat(read[1]).as("refused").isGreaterThan(100);
    }

    @Test
    void mutatedFieldsAreReadOrRefused() {
        RandomFaults faults = new RandomFaults(13);
        int[] read = {0, 0};
        assertTimeoutPreemptively(LIMIT, () -> {
            for (int i = 0; i < 3_000; i++) {
                Map<String, Object> fields = new LinkedHashMap<>(FaultText.toFields(faults.next()));
                mutate(fields, faults.random());
                read[readsOrRefuses(() -> FaultText.fromDocument(fields)) ? 0 : 1]++;
            }
        });
        assertThat(read[0]).as("read").isGreaterThan(100);
        assertThat(read[1]).as("refused").isGreaterThan(100);
    }

    @Test
    void valuesThatContainThemselvesAreRefused() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", "latency");
        fields.put("match", fields);
        fields.put("delay", endless);

        assertThat(readsOrRefuses(() -> FaultText.fromDocument(fields))).isFalse();
        assertThat(readsOrRefuses(() -> FaultText.fromDocument(endless))).isFalse();
    }

    @Test
    void hugeInputsAreReadOrRefusedAtOnce() {
        String huge = "x".repeat(1_000_000);
        assertTimeoutPreemptively(LIMIT, () -> {
            assertThat(readsOrRefuses(() -> List.of(FaultText.parse("response http status=200 body=" + huge))))
                    .isTrue();
            for (String line : List.of(
                    huge,
                    "latency jdbc " + huge + "=1",
                    "latency jdbc delay=" + "9".repeat(1_000_000),
                    "latency jdbc rate=" + "0".repeat(1_000_000),
                    "latency jdbc script=" + "fail,".repeat(200_000),
                    "latency jdbc id=" + huge,
                    "latency jdbc " + "a=b ".repeat(2_000),
                    "\"" + "\\\"".repeat(500_000))) {
                assertThat(readsOrRefuses(() -> List.of(FaultText.parse(line)))).isFalse();
            }
        });
    }

    private static boolean readsOrRefuses(Supplier<List<Fault>> reading) {
        try {
            reading.get().forEach(fault -> assertThat(fault.toString()).isNotEmpty());
            return true;
        } catch (InvalidFaultException e) {
            assertThat(e.errors()).isNotEmpty().allMatch(FuzzTest::isReadable);
            return false;
        }
    }

    /** Short, and on one line. */
    private static boolean isReadable(FieldError error) {
        return error.field().length() < 100
                && error.message().length() >= 10
                && error.message().length() < 1_000
                && error.message().chars().noneMatch(Character::isISOControl);
    }

    private static void mutate(StringBuilder line, Random random) {
        int at = random.nextInt(line.length() + 1);
        switch (random.nextInt(4)) {
            case 0 -> line.insert(at, SNIPPETS.get(random.nextInt(SNIPPETS.size())));
            case 1 -> line.delete(at, Math.min(line.length(), at + random.nextInt(10)));
            case 2 -> line.insert(at, (char) random.nextInt(256));
            default -> line.append(' ').append(line, at, line.length());
        }
    }

    private static void mutate(Map<String, Object> fields, Random random) {
        String key = List.copyOf(fields.keySet()).get(random.nextInt(fields.size()));
        String snippet = SNIPPETS.get(random.nextInt(SNIPPETS.size()));
        List<Object> values = Arrays.asList(
                null,
                snippet,
                random.nextLong(),
                random.nextDouble(),
                Double.NaN,
                random.nextBoolean(),
                List.of(1, 2),
                Map.of(snippet, snippet),
                new byte[3],
                Map.of("a", Map.of("b", List.of())));
        switch (random.nextInt(3)) {
            case 0 -> fields.put(key, values.get(random.nextInt(values.size())));
            case 1 -> fields.put(snippet, values.get(random.nextInt(values.size())));
            default -> fields.remove(key);
        }
    }
}
