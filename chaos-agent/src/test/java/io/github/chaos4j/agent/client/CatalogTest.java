package io.github.chaos4j.agent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.ClientModule;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.PoolAdapter;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every client of the catalogue, as far as it can be checked without weaving. */
class CatalogTest {

    @Test
    void numbersItsHooksByIndex() {
        List<Hook> hooks = Catalog.hooks();

        assertThat(hooks).isNotEmpty();
        assertThat(hooks).allSatisfy(hook -> assertThat(hooks.get(hook.id())).isSameAs(hook));
    }

    @Test
    void registersWithoutAnyClientOnTheClassPath() throws Exception {
        URL[] ours = {
            Catalog.class.getProtectionDomain().getCodeSource().getLocation(),
            io.github.chaos4j.api.Operation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
        };
        try (URLClassLoader bare = new URLClassLoader(ours, ClassLoader.getPlatformClassLoader())) {
            Class<?> catalog = bare.loadClass(Catalog.class.getName());
            assertThat(catalog.getClassLoader()).isSameAs(bare);
            assertThatCode(() -> catalog.getMethod("hooks").invoke(null)).doesNotThrowAnyException();
        }
    }

    static Set<Hook> adapters() {
        return Catalog.hooks().stream()
                .filter(hook -> !hook.adapter().isEmpty())
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void loadsEveryAdapterBesideItsClient(Hook hook) throws Exception {
        ClassLoader application = new ClassLoader(CatalogTest.class.getClassLoader()) {};
        String packageName = hook.moduleClass().substring(0, hook.moduleClass().lastIndexOf('.'));
        AdapterLoader loader = new AdapterLoader(packageName, application);

        Class<?> adapter = Class.forName(hook.adapter(), true, loader);

        assertThat(adapter.getClassLoader()).isSameAs(loader);
        assertThat(hook.role() == Hook.Role.BIRTH ? PoolAdapter.class : CallAdapter.class)
                .isAssignableFrom(adapter);
        if (module(hook).opens().isEmpty()) {
            assertThat(adapter.getConstructor().newInstance()).isNotNull();
        }
        assertThat(adapter.getNestMembers())
                .allSatisfy(member -> assertThat(member.getClassLoader()).isSameAs(loader));
    }

    private static ClientModule module(Hook hook) {
        return Catalog.modules().stream()
                .filter(module -> module.getClass().getName().equals(hook.moduleClass()))
                .findFirst()
                .orElseThrow();
    }
}
