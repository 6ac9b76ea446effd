package io.github.chaos4j.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Runs with {@code -Dchaos.agent.autoAttach=false}. */
class SwitchedOffIT {

    @Test
    void theAgentIsNotThereAndArmingTellsHowToBringItIn() {
        assertThat(Chaos.isAvailable()).isFalse();
        assertThatThrownBy(() -> Chaos.arm(Fault.latency(Duration.ofSeconds(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("-javaagent");
    }
}
