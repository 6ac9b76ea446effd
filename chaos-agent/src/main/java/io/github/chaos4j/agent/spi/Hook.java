package io.github.chaos4j.agent.spi;

import io.github.chaos4j.api.Operation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One woven place. Immutable.
 *
 * @param id          its index in the catalogue, baked into the woven code
 * @param client      the module's name
 * @param moduleClass the binary name of the module's class
 * @param adapter     the binary name of the adapter's class
 * @param role        what the engine does there
 * @param operation   the operation of a {@link Role#CALL}
 * @param label       tells places of one role and operation apart; may be empty
 * @param shielded    the operations hidden below a {@link Role#SHIELD}
 * @param types       the binary names of the classes, or of the supertypes
 * @param subtypes    whether types are supertypes
 * @param methods     which methods
 */
public record Hook(
        int id,
        String client,
        String moduleClass,
        String adapter,
        Role role,
        @Nullable Operation operation,
        String label,
        Set<Operation> shielded,
        Set<String> types,
        boolean subtypes,
        List<Method> methods) {

    /** What the engine does at a woven place. */
    public enum Role {
        CALL,
        SHIELD,
        CANCEL,
        BIRTH
    }

    /**
     * A method by name.
     *
     * @param parameters the parameter part of its descriptor, or null for every overload
     */
    public record Method(String name, @Nullable String parameters) {
        public boolean matches(String otherName, String descriptor) {
            return name.equals(otherName) && (parameters == null || descriptor.startsWith(parameters));
        }
    }
}
