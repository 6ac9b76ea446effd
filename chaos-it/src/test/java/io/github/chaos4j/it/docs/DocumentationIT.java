package io.github.chaos4j.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.text.FaultText;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.xml.sax.InputSource;

class DocumentationIT {
    private static final Set<String> LANGUAGES =
            Set.of("", "sh", "java", "json", "yaml", "xml", "groovy", "dockerfile", "console");

    static Stream<Document> documents() {
        return Document.all().stream();
    }

    @Test
    @Timeout(240)
    void theCommandsOfTheReadmeRunInTheirOrder() throws Exception {
        ShellSession.Result result = new ShellSession(
                        Document.read(Document.ROOT.resolve("README.md")),
                        "curl -sf -o /dev/null http://127.0.0.1:8475/chaos/live && curl -sf -o /dev/null http://localhost:8081/actuator/health"
                                + " && curl -sf -o /dev/null http://localhost:8080/actuator/health")
                .run();
        assertThat(result.exit()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("slow-orders")
                .contains("\"status\":503")
                .contains("orders-pool")
                .contains("MISSES");
    }

    @Test
    @Timeout(240)
    void theCommandsOfTheDeploymentGuideRun() throws Exception {
        ShellSession.Result result = new ShellSession(
                        Document.read(Document.ROOT.resolve("docs/deploying.md")),
                        "curl -sf -o /dev/null http://127.0.0.1:8490/chaos/live")
                .run();
        assertThat(result.exit()).as(result.output()).isZero();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyBlockIsOfALanguageThatIsRunOrRead(Document document) {
        assertThat(document.blocks())
                .allSatisfy(block ->
                        assertThat(LANGUAGES).as(document + ":" + block.line()).contains(block.language()));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyJsonBlockIsAFault(Document document) {
        for (Document.Block block : document.blocks("json")) {
            assertThat(FaultText.fromDocument(yaml(block.text())))
                    .as(document + ":" + block.line())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyYamlAndXmlBlockIsWellFormed(Document document) throws Exception {
        for (Document.Block block : document.blocks("yaml")) {
            assertThat(yaml(block.text())).as(document + ":" + block.line()).isInstanceOf(Map.class);
        }
        for (Document.Block block : document.blocks("xml")) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(block.text())));
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyJavaBlockCompiles(Document document) {
        for (Document.Block block : document.blocks("java")) {
            assertThat(compilationErrors(block.text()))
                    .as(document + ":" + block.line())
                    .isEmpty();
        }
    }

    /** The table of settings in docs/control.md is the list; its rows are compared with the agent by SettingsTest. */
    @ParameterizedTest
    @MethodSource("documents")
    void everySettingNamedExists(Document document) throws Exception {
        Set<String> known =
                settings(Files.readString(Document.ROOT.resolve("docs/control.md")), "^\\| `(CHAOS_[A-Z_]+)`");
        known.addAll(Set.of("CHAOS_JAR"));
        assertThat(known).contains("CHAOS_ENABLED", "CHAOS_TOKEN");
        assertThat(known).containsAll(settings(Files.readString(document.file()), "(CHAOS_[A-Z_]*[A-Z])"));
    }

    private static Set<String> settings(String text, String pattern) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static Object yaml(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    private static List<String> compilationErrors(String statements) {
        String source = """
                import io.github.chaos4j.api.*;
                import java.time.Duration;
                class Snippet {
                    interface Flags { boolean getBooleanValue(String key, boolean otherwise); }
                    static class ChaosMetrics { void bindTo(Object registry) {} }
                    void run(Flags flags, Object registry) throws Exception {
                %s
                    }
                }
                """.formatted(statements);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> errors = new ArrayList<>();
        var file = new SimpleJavaFileObject(URI.create("string:///Snippet.java"), SimpleJavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        compiler.getTask(
                        null,
                        null,
                        diagnostic -> errors.add(diagnostic.toString()),
                        List.of(
                                "-proc:none",
                                "-d",
                                System.getProperty("java.io.tmpdir"),
                                "-cp",
                                System.getProperty("java.class.path")),
                        null,
                        List.of(file))
                .call();
        return errors;
    }
}
