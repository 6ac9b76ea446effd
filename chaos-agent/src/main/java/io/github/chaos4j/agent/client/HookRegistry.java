package io.github.chaos4j.agent.client;

import io.github.chaos4j.agent.spi.ClientModule;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.Hook.Role;
import io.github.chaos4j.agent.spi.Hooks;
import io.github.chaos4j.api.Operation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the hooks of all modules and numbers them in the order of registration. Used on one thread. A
 * place described in half is a mistake in the module and thrown at once.
 */
final class HookRegistry {
    private final List<Hook> hooks = new ArrayList<>();

    void add(ClientModule module) {
        List<ModulePlace> places = new ArrayList<>();
        module.register(new Hooks() {
            @Override
            public Place on(String... classNames) {
                return place(false, classNames);
            }

            @Override
            public Place onSubtypesOf(String... typeNames) {
                return place(true, typeNames);
            }

            private Place place(boolean subtypes, String... types) {
                ModulePlace place = new ModulePlace(module, subtypes, types);
                places.add(place);
                return place;
            }
        });
        for (ModulePlace place : places) {
            hooks.add(place.hook(hooks.size()));
        }
    }

    /** The id of each is its index. */
    List<Hook> hooks() {
        return List.copyOf(hooks);
    }

    private static final class ModulePlace implements Hooks.Place {
        private final ClientModule module;
        private final boolean subtypes;
        private final Set<String> types;
        private final List<Hook.Method> methods = new ArrayList<>();
        private @Nullable String adapter;
        private @Nullable Role role;
        private @Nullable Operation operation;
        private String label = "";
        private Set<Operation> shielded = Set.of();

        ModulePlace(ClientModule module, boolean subtypes, String... types) {
            this.module = module;
            this.subtypes = subtypes;
            this.types = new LinkedHashSet<>(List.of(types));
        }

        @Override
        public Hooks.Place methods(String... names) {
            for (String name : names) {
                methods.add(new Hook.Method(name, null));
            }
            return this;
        }

        @Override
        public Hooks.Place method(String name, String parameterDescriptor) {
            methods.add(new Hook.Method(name, parameterDescriptor));
            return this;
        }

        @Override
        public Hooks.Place adapter(String nestedName) {
            adapter = module.getClass().getName() + "$" + nestedName;
            return this;
        }

        @Override
        public void as(Operation newOperation) {
            as(newOperation, "");
        }

        @Override
        public void as(Operation newOperation, String newLabel) {
            operation = newOperation;
            label = newLabel;
            finish(Role.CALL);
        }

        @Override
        public void shielding(Operation... operations) {
            shielded = Set.of(operations);
            finish(Role.SHIELD);
        }

        @Override
        public void cancelling(String newLabel) {
            label = newLabel;
            finish(Role.CANCEL);
        }

        @Override
        public void constructingPool() {
            finish(Role.BIRTH);
        }

        private void finish(Role newRole) {
            require(role == null, "says twice what it is");
            require(newRole == Role.BIRTH || !methods.isEmpty(), "names no methods");
            require(newRole == Role.SHIELD || adapter != null, "names no adapter");
            role = newRole;
        }

        Hook hook(int id) {
            Role known = role;
            if (known == null) {
                throw new IllegalStateException(this + " does not say what it is");
            }
            return new Hook(
                    id,
                    module.name(),
                    module.getClass().getName(),
                    adapter == null ? "" : adapter,
                    known,
                    operation,
                    label,
                    shielded,
                    Set.copyOf(types),
                    subtypes,
                    List.copyOf(methods));
        }

        private void require(boolean holds, String mistake) {
            if (!holds) {
                throw new IllegalStateException(this + " " + mistake);
            }
        }

        @Override
        public String toString() {
            return module.name() + " on " + types;
        }
    }
}
