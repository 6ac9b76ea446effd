package io.github.chaos4j.agent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.github.chaos4j.agent.gate.ChaosGate;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may know whom: the table of docs/architecture.md, row by row. */
class ArchitectureTest {
    private static final String ROOT = "io.github.chaos4j.";
    private static final String AGENT = ROOT + "agent";
    private static final String API = ROOT + "api..";
    private static final String SPI = AGENT + ".spi..";
    private static final String GATE = AGENT + ".gate..";
    private static final String ENGINE = AGENT + ".engine..";
    private static final String[] BEYOND_JAVA_BASE = {
        "javax.management..", "java.lang.management..", "com.sun.net.httpserver..", "java.util.logging.."
    };

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.chaos4j.api", "io.github.chaos4j.agent");

    @Test
    void apiKnowsTheJdkOnly() {
        knowsOnly(API);
    }

    @Test
    void chaosGateKnowsJavaLangAndFunctionsOnly() {
        classes()
                .that()
                .belongToAnyOf(ChaosGate.class)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java.lang", "java.util.function")
                        .or(JavaClass.Predicates.belongToAnyOf(ChaosGate.class)))
                .check(OURS);
        knowsOnly(GATE);
    }

    @Test
    void spiKnowsTheApiOnly() {
        knowsOnly(SPI, API);
    }

    @Test
    void engineKnowsApiSpiAndGate() {
        knowsOnly(ENGINE, API, SPI, GATE);
    }

    @Test
    void weavingKnowsGateAndSpiAndAloneSeesByteBuddy() {
        knowsOnly(AGENT + ".weave..", SPI, GATE, "net.bytebuddy..");
        noClasses()
                .that()
                .resideOutsideOfPackage(AGENT + ".weave..")
                .or()
                .doNotHaveSimpleName("Weaver")
                .and()
                .doNotHaveSimpleName("GateAdvice")
                .and()
                .doNotHaveSimpleName("BirthAdvice")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.bytebuddy..")
                .check(OURS);
    }

    @Test
    void clientsKnowApiSpiAndTheirLibrary() {
        noClasses()
                .that()
                .resideInAPackage(AGENT + ".client.*..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        ENGINE,
                        GATE,
                        AGENT,
                        AGENT + ".weave..",
                        AGENT + ".control..",
                        AGENT + ".client",
                        "net.bytebuddy.."))
                .allowEmptyShould(true)
                .check(OURS);
        SlicesRuleDefinition.slices()
                .matching(AGENT + ".client.(*)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void theCatalogueKnowsSpiApiAndTheModulesNames() {
        noClasses()
                .that()
                .resideInAPackage(AGENT + ".client")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        ENGINE, GATE, AGENT, AGENT + ".weave..", AGENT + ".control..", "net.bytebuddy.."))
                .check(OURS);
    }

    @Test
    void controlKnowsApiAndEngineAndAloneSeesJmxAndTheHttpServer() {
        knowsOnly(AGENT + ".control..", API, ENGINE, "org.snakeyaml.engine..");
        noClasses()
                .that()
                .resideOutsideOfPackage(AGENT + ".control..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(BEYOND_JAVA_BASE))
                .check(OURS);
    }

    @Test
    void nobodyKnowsTheEntry() {
        noClasses()
                .that()
                .resideOutsideOfPackage(AGENT)
                .should()
                .dependOnClassesThat(resideInAPackage(AGENT))
                .check(OURS);
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        Set<String> described = OURS.stream()
                .filter(type -> type.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());

        assertThat(OURS.stream().map(JavaClass::getPackageName).distinct())
                .allSatisfy(name -> assertThat(described).contains(name));
    }

    /** Besides the JDK, its own package and annotations. */
    private static void knowsOnly(String who, String... whom) {
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage(whom)
                .or(resideInAPackage(who))
                .or(resideInAnyPackage("java..", "javax..", "jdk..", "com.sun..", "org.jspecify.annotations"))
                .or(DescribedPredicate.describe(
                        "are primitive", type -> type.getBaseComponentType().isPrimitive()))
                .or(DescribedPredicate.describe(
                        "are arrays of such",
                        type -> type.isArray()
                                && resideInAnyPackage(whom)
                                        .or(resideInAPackage(who))
                                        .or(resideInAPackage("java.."))
                                        .test(type.getBaseComponentType())));
        classes()
                .that()
                .resideInAPackage(who)
                .should()
                .onlyDependOnClassesThat(allowed)
                .check(OURS);
    }
}
