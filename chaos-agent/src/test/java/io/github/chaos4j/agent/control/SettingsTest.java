package io.github.chaos4j.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.agent.engine.Caps;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private final Properties system = new Properties();

    private Settings read(String arguments, Map<String, String> env) {
        return Settings.read(arguments, system, env);
    }

    @Test
    void withoutAnySettingTheAgentIsSilentlyNotEnabled() {
        Settings settings = Settings.read(null, system, Map.of());
        assertThat(settings.enabled()).isFalse();
        assertThat(settings.refusal()).isEmpty();
        assertThat(settings.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "enabled=true, , , true",
        ", true, , true",
        ", , true, true",
        "enabled=true, , false, false",
        "enabled=false, true, true, false",
        ", false, true, false",
        "enabled=true, false, true, false",
        "enabled=TRUE, , , true"
    })
    void anExplicitFalseAnywhereWins(String argument, String property, String variable, boolean enabled) {
        if (property != null) {
            system.setProperty("chaos.enabled", property);
        }
        Map<String, String> env = variable == null ? Map.of() : Map.of("CHAOS_ENABLED", variable);
        assertThat(Settings.read(argument, system, env).enabled()).isEqualTo(enabled);
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void argumentBeatsPropertyBeatsEnvironment(Setting setting) {
        Map<String, String> env = Map.of(setting.variable(), "a");
        assertThat(read("", env).text(setting)).contains("a");
        system.setProperty(setting.property(), "b");
        assertThat(read("", env).text(setting)).contains("b");
        assertThat(read(setting.argument() + "=c", env).text(setting)).contains("c");
    }

    @Test
    void blankMeansNotSet() {
        Settings settings = read("", Map.of("CHAOS_TOKEN", " ", "CHAOS_HTTP", ""));
        assertThat(settings.text(Setting.TOKEN)).isEmpty();
        assertThat(settings.http()).contains(new HttpAddress("127.0.0.1", 8475));
    }

    @Test
    void anUnknownAgentArgumentKeepsTheAgentOutAndNamesTheNearest() {
        Settings settings = read("enabled=true,htpp=off,pause", Map.of());
        assertThat(settings.enabled()).isFalse();
        assertThat(settings.refusal().orElseThrow())
                .contains("unknown agent argument \"htpp\", did you mean \"http\"")
                .contains("\"pause\"")
                .doesNotContain("\n");
    }

    @Test
    void anUnknownAgentArgumentIsToldEvenIfNothingIsEnabled() {
        assertThat(read("enabeld=true", Map.of()).refusal().orElseThrow()).contains("did you mean \"enabled\"");
    }

    @Test
    void anArgumentWithoutValueIsRefused() {
        assertThat(read("enabled", Map.of()).refusal().orElseThrow()).contains("write enabled=");
    }

    @Test
    void valuesOfArgumentsMayContainCommasInQuotes() {
        Settings settings = read("enabled=true,services='a=x,b=y:1',http=off", Map.of());
        assertThat(settings.services()).containsExactly(Map.entry("a", "x"), Map.entry("b", "y:1"));
        assertThat(settings.http()).isEmpty();
        assertThat(read("services=a=x;b=y", Map.of()).services())
                .containsExactly(Map.entry("a", "x"), Map.entry("b", "y"));
    }

    @Test
    void unknownVariablesAndPropertiesAreWarnedAboutWithTheNearestName() {
        system.setProperty("chaos.max.rat", "1");
        system.setProperty("chaos.junit.seed", "1");
        system.setProperty("chaos.agent.autoAttach", "false");
        Settings settings = read("enabled=true", Map.of("CHAOS_ENABLE", "true", "CHAOS_QUARTERLY_REPORT", "x"));
        assertThat(settings.enabled()).isTrue();
        assertThat(settings.warnings())
                .containsExactlyInAnyOrder(
                        "environment variable CHAOS_ENABLE is not a setting of Chaos4J, did you mean CHAOS_ENABLED",
                        "environment variable CHAOS_QUARTERLY_REPORT is not a setting of Chaos4J",
                        "system property chaos.max.rat is not a setting of Chaos4J, did you mean chaos.max.rate");
    }

    @Test
    void allBadValuesAreToldAtOnceUnderTheNamesByWhichTheyWereGiven() {
        system.setProperty("chaos.max.rate", "2");
        Settings settings = read(
                "enabled=true,max.delay=2 sec",
                Map.of(
                        "CHAOS_CANARY", "some",
                        "CHAOS_HTTP", "8475",
                        "CHAOS_SERVICES", "a=x,a=y",
                        "CHAOS_MAX_FAULTS", "0",
                        "CHAOS_MAX_DURATION", "1d",
                        "CHAOS_FLAG_URL", "flagd:8016"));
        assertThat(settings.enabled()).isFalse();
        assertThat(settings.refusal().orElseThrow())
                .contains("chaos.max.rate \"2\" is not a rate")
                .contains("max.delay \"2 sec\" is not a duration: write 250ms, 2s, 1m30s or PT2S")
                .contains("CHAOS_CANARY \"some\"")
                .contains("CHAOS_HTTP \"8475\"")
                .contains("CHAOS_SERVICES \"a=x,a=y\"")
                .contains("CHAOS_MAX_FAULTS \"0\"")
                .contains("CHAOS_MAX_DURATION \"1d\"")
                .contains("CHAOS_FLAG_URL \"flagd:8016\"")
                .doesNotContain("\n");
    }

    @Test
    void badValuesDoNotMatterWhereNobodyAskedForChaos() {
        assertThat(read("", Map.of("CHAOS_MAX_RATE", "x")).refusal()).isEmpty();
        assertThat(read("", Map.of("CHAOS_MAX_RATE", "x", "CHAOS_ENABLED", "false"))
                        .refusal())
                .isEmpty();
        assertThat(read("", Map.of("CHAOS_ENABLED", "yes")).refusal().orElseThrow())
                .contains("CHAOS_ENABLED \"yes\" is neither true nor false");
    }

    @Test
    void capsHaveDefaultsAndAreRead() {
        assertThat(read("", Map.of()).caps()).isEqualTo(Caps.DEFAULT);
        Settings settings =
                read("max.duration=1m30s,max.delay=PT0.25S", Map.of("CHAOS_MAX_RATE", "50%", "CHAOS_MAX_FAULTS", "3"));
        assertThat(settings.caps()).isEqualTo(new Caps(Duration.ofSeconds(90), 0.5, 3, Duration.ofMillis(250)));
    }

    @ParameterizedTest
    @CsvSource({"250ms, 250", "2s, 2000", "1m30s, 90000", "1h, 3600000", "PT2S, 2000"})
    void durationsAreReadInEverySpelling(String text, long millis) {
        assertThat(Amounts.duration(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-2s", "2 s", "1.5s", "0s", "P", "PT-2S", "9999999999999h", "2S", "1x"})
    void otherDurationsAreNone(String text) {
        assertThat(Amounts.duration(text)).isNull();
    }

    @Test
    void canaryTakesTheShareOfTheInstancesBelowTheHash() {
        assertThat(read("canary=true,instance=x", Map.of()).canary()).isTrue();
        assertThat(read("canary=false,instance=x", Map.of()).canary()).isFalse();
        // printf checkout-7 | sha256sum
        double fraction = Canary.fraction("checkout-7");
        assertThat(fraction).isBetween(0.0, 1.0);
        assertThat(Canary.isChosen("checkout-7", Math.nextUp(fraction))).isTrue();
        assertThat(Canary.isChosen("checkout-7", fraction)).isFalse();
        int chosen = 0;
        for (int i = 0; i < 10_000; i++) {
            chosen += read("canary=5%,instance=pod-" + i, Map.of()).canary() ? 1 : 0;
        }
        assertThat(chosen).isBetween(420, 580);
    }

    @Test
    void theHashOfTheCanaryIsThatOfTheContract() {
        // SHA-256("abc") begins ba7816bf8f01cfea
        assertThat(Canary.fraction("abc")).isEqualTo(0xba7816bf8f01cfeaL / 0x1p64 + 1.0);
    }

    @Test
    void theServiceIsNamedBySpringOrTheMainClassOrTheJar() {
        system.setProperty("sun.java.command", "com.example.CheckoutApplication --x");
        assertThat(read("", Map.of()).service()).isEqualTo("CheckoutApplication");
        system.setProperty("sun.java.command", "/opt/checkout-1.jar a");
        assertThat(read("", Map.of()).service()).isEqualTo("checkout-1");
        assertThat(read("", Map.of("SPRING_APPLICATION_NAME", "orders")).service())
                .isEqualTo("orders");
        assertThat(read("service=x", Map.of()).service()).isEqualTo("x");
    }

    @Test
    void addressesAreReadWithBracketsForSix() {
        assertThat(read("http=0.0.0.0:0", Map.of()).http()).contains(new HttpAddress("0.0.0.0", 0));
        assertThat(read("http=[::1]:9", Map.of()).http()).contains(new HttpAddress("::1", 9));
        assertThat(HttpAddress.of("::1:9")).isNull();
        assertThat(HttpAddress.of("x:70000")).isNull();
    }
}
