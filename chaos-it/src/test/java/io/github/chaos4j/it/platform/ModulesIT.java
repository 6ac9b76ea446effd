package io.github.chaos4j.it.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.chaos4j.it.platform.app.Calls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Named modules, and images with few of them. */
class ModulesIT {
    private static final String FAULT = ",faults=response http status=503 duration=1m";

    @TempDir
    Path directory;

    @Test
    void faultsFireInAnApplicationOfNamedModules() throws IOException {
        Path module = shop();

        ForkedJvm.Result result = ForkedJvm.here()
                .agent(ForkedJvm.ON + FAULT)
                .with("-p", module.toString())
                .run("-m", "shop/shop.Main");

        assertThat(result.lines()).as(result.err()).containsExactly("shop 503");
    }

    @Test
    void theAgentJarMayStandOnTheModulePath() throws IOException {
        Path module = shop();

        ForkedJvm.Result result = ForkedJvm.here()
                .agent(ForkedJvm.ON + FAULT)
                .with("-p", module + System.getProperty("path.separator") + ForkedJvm.AGENT)
                .with("--add-modules", "io.github.chaos4j.agent")
                .run("-m", "shop/shop.Main");

        assertThat(result.lines()).as(result.err()).containsExactly("shop 503");
    }

    @Test
    void faultsFireInAnImageWithoutJavaSqlManagementAndHttpserver() {
        Path home = Path.of(System.getProperty("java.home"));
        assumeTrue(Files.isDirectory(home.resolve("jmods")), "SKIPPED: this JDK has no jmods to link an image from");
        Path image = directory.resolve("image");
        String[] link = {
            home.resolve("bin").resolve("jlink").toString(),
            "--add-modules",
            "java.base,java.instrument,java.net.http",
            "--output",
            image.toString()
        };
        ForkedJvm.Result linked = ForkedJvm.program(Map.of(), link);
        assertThat(linked.exit()).as(linked.out() + linked.err()).isZero();

        ForkedJvm.Result result = ForkedJvm.of(image)
                .agent("enabled=true,http=127.0.0.1:0" + FAULT)
                .run(Calls.class, "http");

        assertThat(result.lines()).as(result.err()).containsExactly("http status 503");
        assertThat(result.err()).doesNotContain("Error").doesNotContain("stays out");
    }

    private Path shop() throws IOException {
        Path sources = Files.createDirectories(directory.resolve("source/shop"));
        Path info = Files.writeString(
                directory.resolve("source/module-info.java"), "module shop { requires java.net.http; }");
        Path main = Files.writeString(sources.resolve("Main.java"), """
                package shop;
                import java.net.URI;
                import java.net.http.*;
                public class Main {
                    public static void main(String[] args) throws Exception {
                        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:9/")).build();
                        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
                        System.out.println(Main.class.getModule().getName() + " " + answer.statusCode());
                    }
                }
                """);
        Path module = directory.resolve("module");
        int errors = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, "-d", module.toString(), info.toString(), main.toString());
        assertThat(errors).isZero();
        return module;
    }
}
