package io.github.chaos4j.api.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FaultType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {
    private static final int FAULTS = 1_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyFaultReadsBackAsPrinted(long seed) {
        RandomFaults faults = new RandomFaults(seed);
        Set<FaultType> seen = EnumSet.noneOf(FaultType.class);
        for (int i = 0; i < FAULTS; i++) {
            Fault fault = faults.next();
            seen.add(fault.type());
            String line = FaultText.print(fault);

            assertThat(line.lines()).hasSize(1);
            assertThat(FaultText.parse(line)).as(line).isEqualTo(fault);
            assertThat(FaultText.isShortForm(line)).as(line).isTrue();
        }
        assertThat(seen).containsExactlyInAnyOrder(FaultType.values());
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void everyFaultReadsBackFromItsFields(long seed) {
        RandomFaults faults = new RandomFaults(seed);
        for (int i = 0; i < FAULTS; i++) {
            Fault fault = faults.next();
            Map<String, Object> fields = FaultText.toFields(fault);

            assertThat(FaultText.fromFields(fields)).as("%s", fields).isEqualTo(fault);
            assertThat(FaultText.fromFields(asTexts(fields))).as("%s", fields).isEqualTo(fault);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void severalFaultsReadBackFromTheirLines(long seed) {
        RandomFaults faults = new RandomFaults(seed);
        for (int i = 0; i < 200; i++) {
            List<Fault> several = new ArrayList<>();
            for (int n = 0; n < 5; n++) {
                several.add(faults.next().named("id-" + n));
            }
            String lines = String.join(
                    "\n# comment\n\n", several.stream().map(FaultText::print).toList());

            assertThat(FaultText.parseAll(lines)).isEqualTo(several);
            assertThat(FaultText.fromDocument(
                            several.stream().map(FaultText::toFields).toList()))
                    .isEqualTo(several);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void whatReadsIsSoundWhenMadeInJava(long seed) {
        RandomFaults faults = new RandomFaults(seed);
        for (int i = 0; i < FAULTS; i++) {
            Fault fault = faults.next();
            assertThatCode(() -> FaultText.check(fault)).doesNotThrowAnyException();
        }
    }

    private static Map<String, Object> asTexts(Map<String, Object> fields) {
        Map<String, Object> texts = new LinkedHashMap<>();
        fields.forEach((key, value) -> texts.put(key, value instanceof Map ? value : value.toString()));
        return texts;
    }
}
