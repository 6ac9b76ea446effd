package io.github.chaos4j.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.chaos4j.agent.gate.ChaosGate;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.fixture.Client;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WeaverTest {

    /** Records, and does as told. */
    private static final class ToldGate extends ChaosGate {
        final List<String> entered = new ArrayList<>();
        final List<Object> born = new ArrayList<>();
        Object answer;
        Throwable failure;
        Object[] newArguments;
        Object[] outcome;
        String exited;

        @Override
        protected Object entered(int hook, Object self, Object[] args) throws Throwable {
            entered.add(hook + " " + self.getClass().getSimpleName() + " " + Arrays.deepToString(args));
            if (newArguments != null) {
                System.arraycopy(newArguments, 0, args, 0, args.length);
            }
            if (failure != null) {
                throw failure;
            }
            return answer;
        }

        @Override
        protected Object[] exited(Object token, Object result, Throwable thrown) {
            exited = token + " " + result + " " + thrown;
            return outcome;
        }

        @Override
        protected void constructed(int hook, Object self) {
            born.add(self);
        }
    }

    private static final String TYPE = Client.class.getName();
    private static final Hook CALL = Hooking.call(
            7, TYPE, "text", "nothing", "number", "wide", "flag", "array", "failing", "branching", "fixed");

    private final ToldGate gate = new ToldGate();

    @BeforeEach
    void arm() {
        ChaosGate.bind(gate);
        ChaosGate.armed = true;
    }

    @AfterEach
    void disarm() {
        ChaosGate.armed = false;
        ChaosGate.bind(null);
    }

    @Test
    void callsNothingWhileDormant() throws Throwable {
        ChaosGate.armed = false;
        Woven client = Woven.with(CALL);

        assertThat(client.call("text", "a", 1, 2L, 3.0, true)).isEqualTo("a123.0true");
        assertThat(gate.entered).isEmpty();
    }

    @Test
    void handsOverHookObjectAndArguments() throws Throwable {
        Woven client = Woven.with(CALL);

        assertThat(client.call("text", "a", 1, 2L, 3.0, true)).isEqualTo("a123.0true");
        assertThat(gate.entered).containsExactly("7 Client [a, 1, 2, 3.0, true]");
        assertThat(gate.exited).isNull();
    }

    @Test
    void skipsTheBodyWithAResult() throws Throwable {
        Woven client = Woven.with(CALL);

        gate.answer = new Object[] {"instead"};
        assertThat(client.call("text", "a", 1, 2L, 3.0, true)).isEqualTo("instead");
        gate.answer = new Object[] {null};
        assertThat(client.call("text", "a", 1, 2L, 3.0, true)).isNull();
        client.call("nothing", "a");
        gate.answer = new Object[] {42};
        assertThat(client.call("number", 1)).isEqualTo(42);
        gate.answer = new Object[] {42L};
        assertThat(client.call("wide", 1L)).isEqualTo(42L);
        gate.answer = new Object[] {false};
        assertThat(client.call("flag", (byte) 1, (short) 2, '3', 4f)).isEqualTo(false);
        gate.answer = new Object[] {new int[] {9}};
        assertThat(client.call("array", (Object) new int[] {1})).isEqualTo(new int[] {9});

        assertThat(client.log()).isEmpty();
        assertThat(gate.exited).isNull();
    }

    @Test
    void runsTheBodyWithTheArgumentsAsTheyNowStand() throws Throwable {
        Woven client = Woven.with(CALL);
        gate.answer = "token";
        gate.newArguments = new Object[] {"b", 4, 5L, 6.0, false};

        assertThat(client.call("text", "a", 1, 2L, 3.0, true)).isEqualTo("b456.0false");
        assertThat(gate.exited).isEqualTo("token b456.0false null");
    }

    @Test
    void replacesTheOutcome() throws Throwable {
        Woven client = Woven.with(CALL);
        gate.answer = "token";

        gate.outcome = new Object[] {"other", null};
        assertThat(client.call("failing", "a")).isEqualTo("other");
        assertThat(gate.exited).isEqualTo("token null java.lang.IllegalStateException: a");

        gate.outcome = new Object[] {null, new java.io.IOException("reset")};
        assertThatThrownBy(() -> client.call("number", 1)).isInstanceOf(java.io.IOException.class);
        assertThatThrownBy(() -> client.call("nothing", "a")).hasMessage("reset");

        gate.outcome = null;
        assertThatThrownBy(() -> client.call("failing", "a")).isInstanceOf(IllegalStateException.class);
        assertThat(client.call("wide", 1L)).isEqualTo(2L);
    }

    @Test
    void throwsTheFaultFromTheClientsMethodThoughItDeclaresNone() throws Throwable {
        Woven client = Woven.with(CALL);
        gate.failure = new java.sql.SQLException("refused");

        assertThatThrownBy(() -> client.call("nothing", "a")).isSameAs(gate.failure);
        assertThat(client.log()).isEmpty();
        assertThat(gate.exited).isNull();
    }

    @Test
    void keepsBranchesAndHandlersIntact() throws Throwable {
        Woven client = Woven.with(CALL);
        gate.answer = "token";

        assertThat(client.call("branching", "x")).isEqualTo("x1");
        assertThat(client.call("branching", 5)).isEqualTo("none");
        assertThat(client.log()).hasSize(5);
    }

    @Test
    void leavesStaticMethodsAlone() throws Throwable {
        Woven client = Woven.with(CALL);

        assertThat(client.call("fixed", "a")).isEqualTo("a");
        assertThat(gate.entered).isEmpty();
    }

    @Test
    void notesConstructionWhetherArmedOrNot() throws Throwable {
        ChaosGate.armed = false;
        Woven client = Woven.with(Hooking.hook(3, Hook.Role.BIRTH, TYPE, false));

        assertThat(gate.born).containsExactly(client.instance());
    }

    @Test
    void nestsHooksOfSeveralRoles() throws Throwable {
        Woven client = Woven.with(CALL, Hooking.hook(9, Hook.Role.SHIELD, TYPE, false, "number"));
        gate.answer = "token";

        assertThat(client.call("number", 1)).isEqualTo(2);
        assertThat(gate.entered).hasSize(2).allMatch(entry -> entry.endsWith("Client [1]"));
    }

    @Test
    void weavesClassFilesOfJava6And5() throws Throwable {
        for (int version : new int[] {49, 50}) {
            gate.entered.clear();
            Woven client = Woven.oldClass(version, Hooking.call(1, "old.Client", "twice"));
            gate.answer = "token";

            assertThat(client.call("twice", 21)).isEqualTo(42);
            assertThat(client.call("twice", -1)).isEqualTo(0);
            assertThat(gate.entered).containsExactly("1 Client [21]", "1 Client [-1]");
        }
    }
}
