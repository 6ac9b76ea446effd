package io.github.chaos4j.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.Trigger;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggerStateTest {

    private static String hits(String keys, int calls) {
        Trigger trigger = Fault.parse("hang jdbc " + keys).trigger();
        TriggerState state = new TriggerState(trigger, 42);
        StringBuilder hits = new StringBuilder();
        for (int i = 0; i < calls; i++) {
            hits.append(state.fires(state.nextMatch()) ? 'x' : '.');
        }
        return hits.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate=1                               | xxxxxxxx",
                "after=3                              | ...xxxxx",
                "max=3                                | xxx.....",
                "after=2 max=2                        | ..xx....",
                "every=3                              | ..x..x..",
                "after=1 every=2                      | ..x.x.x.",
                "every=2 max=2                        | .x.x....",
                "script=\"fail, fail, ok\"            | xx......",
                "script=\"fail, ok; repeat\"          | x.x.x.x.",
                "after=2 script=\"fail, ok; repeat\"  | ..x.x.x.",
            })
    void hitsTheCallsThatItSays(String keys, String expected) {
        assertThat(hits(keys, 8)).isEqualTo(expected);
    }

    @Test
    void aRateIsKeptWithinBinomialBounds() {
        TriggerState state = new TriggerState(Fault.parse("hang jdbc rate=0.1").trigger(), 42);
        long hits = IntStream.range(0, 10_000).filter(n -> state.fires(n)).count();
        double fiveSigma = 5 * Math.sqrt(10_000 * 0.1 * 0.9);
        assertThat((double) hits).isBetween(1_000 - fiveSigma, 1_000 + fiveSigma);
    }

    @Test
    void aSeedReplaysAndAnotherSeedDiffers() {
        assertThat(drawn(7)).isEqualTo(drawn(7)).isNotEqualTo(drawn(8));
    }

    private static BitSet drawn(long seed) {
        TriggerState state = new TriggerState(Fault.parse("hang jdbc rate=0.5").trigger(), seed);
        BitSet hits = new BitSet();
        IntStream.range(0, 1_000).filter(state::fires).forEach(hits::set);
        return hits;
    }

    @Test
    void concurrentCallersGetTheSameSetOfNumbersHit() {
        TriggerState state = new TriggerState(Fault.parse("hang jdbc rate=0.5").trigger(), 7);
        BitSet hits = new BitSet();
        IntStream.range(0, 1_000).parallel().forEach(i -> {
            long n = state.nextMatch();
            if (state.fires(n)) {
                synchronized (hits) {
                    hits.set((int) n);
                }
            }
        });
        assertThat(hits).isEqualTo(drawn(7));
    }

    @Test
    void splitMix64IsThePublishedOne() {
        // first outputs of the reference implementation (Vigna, splitmix64.c) for the seed 1234567
        assertThat(SplitMix64.hash(1234567, 0)).isEqualTo(6457827717110365317L);
        assertThat(SplitMix64.hash(1234567, 1)).isEqualTo(3203168211198807973L);
    }
}
