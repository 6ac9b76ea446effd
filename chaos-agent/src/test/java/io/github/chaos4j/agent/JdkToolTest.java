package io.github.chaos4j.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdkToolTest {

    @ParameterizedTest
    @ValueSource(strings = {"jdk.compiler", "jdk.jartool", "java.base", "jdk.jcmd", "jdk.jlink"})
    void knowsAToolByItsModule(String module) {
        assertThat(JdkTool.isRunning(main(module))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.example.app", "javafx.controls", "jdkless"})
    void takesAnyOtherModuleForAnApplication(String module) {
        assertThat(JdkTool.isRunning(main(module))).isFalse();
    }

    @Test
    void takesTheClassPathForAnApplication() {
        assertThat(JdkTool.isRunning(new Properties())).isFalse();
    }

    private static Properties main(String module) {
        Properties system = new Properties();
        system.setProperty("jdk.module.main", module);
        return system;
    }
}
