package io.github.chaos4j.it.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the agent jar holds, and nothing else. */
class AgentJarIT {
    private static final String GATE = "META-INF/chaos4j/gate/io/github/chaos4j/agent/gate/ChaosGate.class";

    @Test
    void holdsOurPackagesOnly() throws IOException {
        try (JarFile jar = new JarFile(ForkedJvm.AGENT.toFile())) {
            List<String> foreign = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> !name.endsWith("/"))
                    .filter(name -> !name.startsWith("io/github/chaos4j/agent/"))
                    .filter(name -> !name.startsWith("io/github/chaos4j/api/"))
                    .filter(name -> !name.startsWith("META-INF/"))
                    .toList();

            assertThat(foreign).isEmpty();
            assertThat(jar.stream().map(ZipEntry::getName))
                    .noneMatch(name -> name.startsWith("META-INF/versions/"))
                    .noneMatch(name -> name.startsWith("META-INF/services/"))
                    .contains("META-INF/licenses/ASM")
                    .anyMatch(name -> name.matches("META-INF/LICENSE.*"));
        }
    }

    @Test
    void carriesTheGateAsAResourceAlreadyRenamed() throws IOException {
        try (JarFile jar = new JarFile(ForkedJvm.AGENT.toFile())) {
            assertThat(jar.getEntry("io/github/chaos4j/agent/gate/ChaosGate.class"))
                    .isNull();
            assertThat(jar.getEntry("java/lang/ChaosGate.class")).isNull();
            assertThat(content(jar, GATE)).contains("java/lang/ChaosGate").doesNotContain("agent/gate/ChaosGate");
        }
    }

    @Test
    void mentionsByteBuddyUnderOurNameOnly() throws IOException {
        try (JarFile jar = new JarFile(ForkedJvm.AGENT.toFile())) {
            for (String weaver : List.of("Weaver", "GateAdvice", "BirthAdvice")) {
                assertThat(content(jar, "io/github/chaos4j/agent/weave/" + weaver + ".class"))
                        .contains("chaos4j/agent/shaded/bytebuddy")
                        .doesNotContain("net/bytebuddy/");
            }
        }
    }

    @Test
    void isSmall() throws IOException {
        assertThat(Files.size(ForkedJvm.AGENT)).isLessThanOrEqualTo(5_120 * 1024);
    }

    @Test
    void namesItsEntriesAndItsVersion() throws IOException {
        try (JarFile jar = new JarFile(ForkedJvm.AGENT.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Premain-Class")).isEqualTo("io.github.chaos4j.agent.ChaosAgent");
            assertThat(manifest.getValue("Agent-Class")).isEqualTo("io.github.chaos4j.agent.ChaosAgent");
            assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
            assertThat(manifest.getValue("Implementation-Version")).isNotEmpty();
            assertThat(manifest.getValue("Boot-Class-Path")).isNull();
        }
    }

    private static String content(JarFile jar, String entry) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getEntry(entry))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
