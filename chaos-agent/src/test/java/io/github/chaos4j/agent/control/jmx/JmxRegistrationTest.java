package io.github.chaos4j.agent.control.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.chaos4j.agent.control.ConsentGate;
import io.github.chaos4j.agent.control.Control;
import io.github.chaos4j.agent.control.Document;
import io.github.chaos4j.agent.control.FakeEngine;
import io.github.chaos4j.agent.control.Settings;
import io.github.chaos4j.agent.engine.Actor;
import io.github.chaos4j.agent.engine.EngineListener;
import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Fault;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.Attribute;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.security.auth.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JmxRegistrationTest {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final Settings settings = Settings.read("enabled=true", new Properties(), Map.of());
    private final ConsentGate gate = new ConsentGate(settings);
    private final FakeEngine engine = new FakeEngine(gate, settings.caps());
    private final Control control = new Control(settings, gate, engine, Map::of);
    private JmxRegistration registration;
    private ObjectName chaos;

    @BeforeEach
    void open() throws Exception {
        chaos = new ObjectName("io.github.chaos4j:type=Chaos");
        registration = JmxRegistration.open(control);
    }

    @AfterEach
    void close() {
        registration.close();
    }

    private Object invoke(String operation, String... arguments) throws Exception {
        String[] signature = new String[arguments.length];
        Arrays.fill(signature, String.class.getName());
        return server.invoke(chaos, operation, arguments, signature);
    }

    private static ObjectName fault(String id) throws Exception {
        return new ObjectName("io.github.chaos4j:type=Fault,id=" + id);
    }

    @Test
    void faultsAreArmedByWordsAndShownAsBeans() throws Exception {
        invoke("latency", "jdbc orders-db", "200ms", "", "5m");
        invoke("error", "http", "reset", "50%", "");
        invoke("exhaust", "orders-pool", "1", "2m");
        assertThat(engine.armed().stream().map(one -> one.fault().type().word()))
                .containsExactly("latency", "error", "exhaustion");
        assertThat((String[]) server.getAttribute(chaos, "Armed"))
                .hasSize(3)
                .anyMatch(form -> form.contains("orders-db"));
        assertThat(server.queryNames(new ObjectName("io.github.chaos4j:type=Fault,*"), null))
                .hasSize(3);
    }

    @Test
    void aCheckBoxPausesAndResumesAFault() throws Exception {
        assertThat(invoke("arm", "hang jdbc id=slow")).isEqualTo("slow");
        server.setAttribute(fault("slow"), new Attribute("Active", false));
        assertThat(engine.faults.get(0).state()).isEqualTo(ArmedFault.State.PAUSED);
        assertThat(server.getAttribute(fault("slow"), "Active")).isEqualTo(false);
        server.setAttribute(fault("slow"), new Attribute("Active", true));
        assertThat(engine.faults.get(0).state()).isEqualTo(ArmedFault.State.ACTIVE);
        assertThat(server.getAttribute(fault("slow"), "Matched")).isEqualTo(7L);
        assertThat(server.getAttribute(fault("slow"), "Injected")).isEqualTo(3L);
        assertThat(server.getAttribute(fault("slow"), "Remaining")).isEqualTo("10m");
        assertThat(server.getAttribute(fault("slow"), "State")).isEqualTo("active");
        assertThat(server.getAttribute(fault("slow"), "Fault").toString()).startsWith("hang jdbc id=slow");
    }

    @Test
    void beansGoWithTheirFaultsAndStayWhenReplaced() throws Exception {
        invoke("arm", "hang jdbc id=a\nhang redis id=b");
        engine.replace(Fault.observe().named("a"), Actor.JAVA);
        assertThat(server.getAttribute(fault("a"), "Fault").toString()).startsWith("observe");
        invoke("disarm", "a");
        assertThat(server.isRegistered(fault("a"))).isFalse();
        assertThat(server.isRegistered(fault("b"))).isTrue();
        invoke("disarmAll");
        assertThat(server.isRegistered(fault("b"))).isFalse();
        assertThat(engine.armed()).isEmpty();
    }

    @Test
    void enabledIsKillSwitchAndGate() throws Exception {
        invoke("arm", "hang jdbc id=a");
        server.setAttribute(chaos, new Attribute("Enabled", false));
        assertThat(engine.armed()).isEmpty();
        assertThat(server.getAttribute(chaos, "Enabled")).isEqualTo(false);
        assertThatThrownBy(() -> invoke("arm", "hang jdbc"))
                .isInstanceOf(RuntimeMBeanException.class)
                .hasRootCauseInstanceOf(IllegalStateException.class);
        server.setAttribute(chaos, new Attribute("Enabled", true));
        assertThat(engine.armed()).as("reopening restores none").isEmpty();
        invoke("arm", "hang jdbc id=a");
        assertThat(engine.armed()).hasSize(1);
    }

    @Test
    void wrongInputIsToldInExceptionsOfTheJdk() {
        assertThatThrownBy(() -> invoke("latency", "jdbc", "soon", "7", ""))
                .hasRootCauseExactlyInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageContaining("soon")
                .hasMessageContaining("rate");
        assertThatThrownBy(() -> invoke("disarm", "nobody")).hasRootCauseExactlyInstanceOf(IllegalStateException.class);
    }

    @Test
    void statusAndExplanationAreJson() throws Exception {
        assertThat((Map<?, ?>) Document.read((String) server.getAttribute(chaos, "Status")))
                .isEqualTo(Document.read(io.github.chaos4j.api.text.Json.write(control.status(false))));
        assertThat((Map<?, ?>) Document.read((String) invoke("explain", "hang jdbc")))
                .extracting("hits")
                .isEqualTo(2L);
    }

    @Test
    void consolesShowTheNamesOfTheParameters() throws Exception {
        MBeanOperationInfo latency = Arrays.stream(server.getMBeanInfo(chaos).getOperations())
                .filter(operation -> operation.getName().equals("latency"))
                .findFirst()
                .orElseThrow();
        assertThat(Arrays.stream(latency.getSignature()).map(MBeanParameterInfo::getName))
                .containsExactly("target", "delay", "rate", "duration");
    }

    @Test
    @SuppressWarnings("removal")
    void whoeverArmsIsNamedByItsPrincipal() throws Exception {
        AtomicReference<Actor> seen = new AtomicReference<>();
        engine.listen(new EngineListener() {
            @Override
            public void armed(ArmedFault fault, Actor by) {
                seen.set(by);
            }
        });
        Subject subject = new Subject();
        subject.getPrincipals().add(new javax.management.remote.JMXPrincipal("monitorRole"));
        callAs(subject, () -> invoke("arm", "hang jdbc id=a"));
        assertThat(seen.get()).isEqualTo(new Actor("jmx", "monitorRole", ""));
    }

    /** As connectors of either age do. */
    private static void callAs(Subject subject, java.util.concurrent.Callable<Object> action) throws Exception {
        try {
            Subject.class
                    .getMethod("callAs", Subject.class, java.util.concurrent.Callable.class)
                    .invoke(null, subject, action);
        } catch (NoSuchMethodException beforeEighteen) {
            Subject.class
                    .getMethod("doAs", Subject.class, java.security.PrivilegedExceptionAction.class)
                    .invoke(null, subject, (java.security.PrivilegedExceptionAction<Object>) action::call);
        }
    }

    @Test
    void closingTakesEveryBeanAway() throws Exception {
        invoke("arm", "hang jdbc id=a");
        registration.close();
        assertThat(server.queryNames(new ObjectName("io.github.chaos4j:*"), null))
                .isEqualTo(java.util.Set.of());
        assertThat(List.copyOf(engine.armed())).hasSize(1);
    }
}
