package io.github.chaos4j.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.agent.spi.AdapterSource.State;
import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.fixture.client.LibraryClient;
import io.github.chaos4j.fixture.lib.Library;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdaptersTest {
    private static final String LIBRARY = Library.class.getPackageName() + ".";

    private final List<Hook> hooks = hooks();
    private final Hook fitting = hooks.get(0);
    private final Hook misfit = hooks.get(1);
    private final Adapters adapters = new Adapters(hooks, (client, packages, adapter) -> {});

    @Test
    void loadsAnAdapterBesideTheApplicationsLibrary() throws Exception {
        Object library = newLibrary(new Application());

        CallAdapter adapter = adapters.of(fitting).get(library.getClass());

        assertThat(adapter.peer(fitting, library, new Object[0]).names()).containsExactly("very cross");
        assertThat(adapter.getClass().getClassLoader().getParent())
                .isSameAs(library.getClass().getClassLoader());
    }

    @Test
    void keepsOneInstancePerLoader() throws Exception {
        Application application = new Application();
        Class<?> library = newLibrary(application).getClass();
        Class<?> other = newLibrary(new Application()).getClass();

        assertThat(adapters.of(fitting).get(library))
                .isSameAs(adapters.of(hooks.get(3)).get(library));
        assertThat(adapters.of(fitting).get(library))
                .isNotSameAs(adapters.of(fitting).get(other));
    }

    @Test
    void looksBesideTheLibraryForASubclassElsewhere() throws Exception {
        class Sub extends Library {}

        assertThat(adapters.of(fitting).get(Sub.class))
                .isSameAs(adapters.of(fitting).get(Library.class));
        assertThat(HookOwner.of(fitting, Sub.class)).isEqualTo(Library.class);
    }

    @Test
    void tellsWhatHasBecomeOfAnAdapter() throws Exception {
        Class<?> library = newLibrary(new Application()).getClass();
        assertThat(adapters.state("library")).isEqualTo(State.UNLOADED).hasToString("unloaded");

        adapters.of(fitting).get(library);
        assertThat(adapters.state("library")).isEqualTo(State.READY);
        assertThat(adapters.reason("library")).isEmpty();

        CallAdapter unavailable = adapters.of(misfit).get(library);
        assertThat(unavailable.peer(misfit, "", new Object[0])).isNull();
        assertThat(unavailable.cancels(misfit, "", new Object[0])).isNull();
        assertThat(adapters.state("library")).isEqualTo(State.UNAVAILABLE);
        assertThat(adapters.reason("library")).contains(LIBRARY.replace('.', '/') + "Gone");
    }

    @Test
    void opensPackagesOfANamedModuleToTheAdapterAlone() throws Exception {
        Module[] opened = new Module[2];
        Adapters opening = new Adapters(hooks, (client, packages, adapter) -> {
            opened[0] = client;
            opened[1] = adapter;
        });
        Hook onTheJdk = new Hook(
                0,
                "library",
                fitting.moduleClass(),
                fitting.adapter(),
                fitting.role(),
                fitting.operation(),
                "",
                fitting.shielded(),
                java.util.Set.of("java.lang.String"),
                false,
                fitting.methods());

        opening.of(onTheJdk).get(String.class);

        assertThat(opened[0]).isSameAs(String.class.getModule());
        assertThat(opened[1]).isNotSameAs(AdaptersTest.class.getModule());
    }

    @Test
    void letsTheApplicationsLoaderGo() throws Exception {
        WeakReference<ClassLoader> application = useAndDrop();

        for (int i = 0; i < 50 && application.get() != null; i++) {
            System.gc();
        }

        assertThat(application.get()).isNull();
        assertThat(adapters.state("library")).isEqualTo(State.READY);
    }

    private WeakReference<ClassLoader> useAndDrop() throws Exception {
        Application application = new Application();
        assertThat(adapters.of(fitting).get(newLibrary(application).getClass())).isNotNull();
        return new WeakReference<>(application);
    }

    @Test
    void remembersWhichClassesWereWoven() {
        adapters.woven("library", "b");
        adapters.woven("library", "a");
        adapters.woven("library", "b");

        assertThat(adapters.woven("library")).containsExactly("b", "a");
    }

    private static List<Hook> hooks() {
        HookRegistry registry = new HookRegistry();
        registry.add(new LibraryClient());
        return registry.hooks();
    }

    private static Object newLibrary(ClassLoader application) throws ReflectiveOperationException {
        return application.loadClass(Library.class.getName()).getConstructor().newInstance();
    }

    /** An application with its own copy of the library, child first. */
    private static final class Application extends ClassLoader {
        Application() {
            super(AdaptersTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null || !name.startsWith(LIBRARY)) {
                return loaded != null ? loaded : super.loadClass(name, resolve);
            }
            if (name.endsWith("Gone")) {
                throw new ClassNotFoundException(name);
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
