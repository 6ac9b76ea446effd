package io.github.chaos4j.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "permissions are those of POSIX")
class DiscoveryTest {
    @TempDir
    private Path temporary;

    private final Settings settings = Settings.read("enabled=true,service=shop,instance=i", new Properties(), Map.of());
    private final String pid = Long.toString(ProcessHandle.current().pid());

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void anAgentIsAnnouncedInFilesThatOnlyItsUserReads() throws IOException {
        Path directory = temporary.resolve("chaos4j-me_too");
        try (Discovery discovery = Discovery.open(temporary, "me/too")) {
            Path token = discovery.writeToken("secret");
            discovery.announce("http://127.0.0.1:8475", token, settings, "1.2.3");
            assertThat(permissions(directory)).isEqualTo("rwx------");
            Path file = directory.resolve(pid + ".json");
            assertThat(permissions(file)).isEqualTo("rw-------");
            assertThat(permissions(token)).isEqualTo("rw-------");
            assertThat(token).hasContent("secret");
            Map<?, ?> fields = (Map<?, ?>) Document.read(Files.readString(file));
            assertThat(fields.get("url")).isEqualTo("http://127.0.0.1:8475");
            assertThat(fields.get("tokenFile")).isEqualTo(token.toString());
            assertThat(fields.get("pid")).isEqualTo(ProcessHandle.current().pid());
            assertThat(fields.get("service")).isEqualTo("shop");
            assertThat(fields.get("version")).isEqualTo("1.2.3");
            assertThat(fields.get("mainClass")).isNotNull();
            assertThat(Files.readString(file)).doesNotContain("secret");
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void staleFilesAndLinksInOurPlaceAreReplacedAndNotFollowed() throws IOException {
        Path directory = Files.createDirectory(temporary.resolve("chaos4j-me"));
        Path victim = Files.writeString(temporary.resolve("victim"), "precious");
        Files.createSymbolicLink(directory.resolve("." + pid + ".token"), victim);
        Files.createSymbolicLink(directory.resolve(pid + ".token"), victim);
        Files.createSymbolicLink(directory.resolve("." + pid + ".probe"), victim);
        Files.writeString(directory.resolve(pid + ".json"), "stale");
        try (Discovery discovery = Discovery.open(temporary, "me")) {
            Path token = discovery.writeToken("secret");
            discovery.announce("http://x", token, settings, "1");
            assertThat(Files.isSymbolicLink(token)).isFalse();
            assertThat(victim).hasContent("precious");
            assertThat(permissions(directory)).isEqualTo("rwx------");
        }
    }

    @Test
    void aDirectoryThatIsALinkIsRefused() throws IOException {
        Files.createSymbolicLink(
                temporary.resolve("chaos4j-me"), Files.createDirectory(temporary.resolve("elsewhere")));
        assertThatThrownBy(() -> Discovery.open(temporary, "me"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a directory");
    }

    @Test
    void whereNothingCanBeWrittenTheCallerHearsOfIt() {
        assertThatThrownBy(() -> Discovery.open(temporary.resolve("no/such"), "me"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void madeUpTokensAreLongAndDiffer() {
        assertThat(Discovery.randomToken()).hasSizeGreaterThan(40).isNotEqualTo(Discovery.randomToken());
    }
}
