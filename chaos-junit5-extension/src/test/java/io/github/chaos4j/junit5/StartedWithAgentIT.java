package io.github.chaos4j.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.chaos4j.api.Chaos;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;

/** Runs with {@code -javaagent}. */
class StartedWithAgentIT {

    @Test
    void nothingIsAttachedASecondTime() {
        assertThat(Chaos.isAvailable()).isTrue();
        assertThatThrownBy(ByteBuddyAgent::getInstrumentation).isInstanceOf(IllegalStateException.class);
    }
}
