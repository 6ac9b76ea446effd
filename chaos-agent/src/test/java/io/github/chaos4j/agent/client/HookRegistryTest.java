package io.github.chaos4j.agent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.chaos4j.agent.spi.ClientModule;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.Hooks;
import io.github.chaos4j.api.Operation;
import io.github.chaos4j.fixture.client.LibraryClient;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HookRegistryTest {

    @Test
    void numbersThePlacesInTheirOrder() {
        HookRegistry registry = new HookRegistry();
        registry.add(new LibraryClient());
        registry.add(module(
                hooks -> hooks.onSubtypesOf("a.B").methods("c").adapter("D").as(Operation.JDBC_PREPARE)));

        List<Hook> hooks = registry.hooks();

        assertThat(hooks).extracting(Hook::id).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(hooks)
                .extracting(Hook::role)
                .startsWith(Hook.Role.CALL, Hook.Role.CALL, Hook.Role.SHIELD, Hook.Role.CANCEL, Hook.Role.BIRTH);
        assertThat(hooks.get(1).label()).isEqualTo("label");
        assertThat(hooks.get(2).shielded()).containsExactly(Operation.JDBC_EXECUTE);
        assertThat(hooks.get(5).subtypes()).isTrue();
        assertThat(hooks.get(0).adapter()).isEqualTo(LibraryClient.Adapter.class.getName());
    }

    @Test
    void refusesAPlaceDescribedInHalf() {
        refuses(hooks -> hooks.on("a.B").methods("c").adapter("D"), "does not say what it is");
        refuses(hooks -> hooks.on("a.B").methods("c").as(Operation.JDBC_EXECUTE), "names no adapter");
        refuses(hooks -> hooks.on("a.B").adapter("D").cancelling("x"), "names no methods");
    }

    private static void refuses(Consumer<Hooks> half, String mistake) {
        assertThatThrownBy(() -> new HookRegistry().add(module(half)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("half on [a.B] " + mistake);
    }

    private static ClientModule module(Consumer<Hooks> places) {
        return new ClientModule() {
            @Override
            public String name() {
                return "half";
            }

            @Override
            public void register(Hooks hooks) {
                places.accept(hooks);
            }
        };
    }
}
