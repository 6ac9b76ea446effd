package io.github.chaos4j.agent.spi;

import io.github.chaos4j.api.Operation;

/** Collects the woven places of a client. */
public interface Hooks {

    /** On exactly these classes, by binary name. Costs a hash look-up per loaded class. */
    Place on(String... classNames);

    /**
     * On every class that is a subtype of one of these, by binary name. Costs a walk of the constant pool of
     * each class that mentions one of them, so only for interfaces with implementations not known by name.
     */
    Place onSubtypesOf(String... typeNames);

    /** Where, on the classes chosen. */
    interface Place {

        /** All non-abstract instance methods of these names. */
        Place methods(String... names);

        /** The method of this name and exactly these parameters, as in {@code (Ljava/lang/String;I)}. */
        Place method(String name, String parameterDescriptor);

        /**
         * The adapter of this place.
         *
         * @param nestedName the simple name of a public static class nested in the module, with a public
         *     constructor without parameters, that implements {@link CallAdapter}
         */
        Place adapter(String nestedName);

        /** Each of these methods is one call of this operation. */
        void as(Operation operation);

        /** As above; the label tells the places of one operation apart in {@link Hook#label()}. */
        void as(Operation operation, String label);

        /**
         * What happens below these methods is the client's own business: no calls of these operations are
         * seen there.
         */
        void shielding(Operation... operations);

        /** These methods end what waits under {@link CallAdapter#cancels}. */
        void cancelling(String label);

        /** The constructors of the classes make a pool; see {@link PoolAdapter}. */
        void constructingPool();
    }
}
