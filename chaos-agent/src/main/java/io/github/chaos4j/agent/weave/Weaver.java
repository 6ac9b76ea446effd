package io.github.chaos4j.agent.weave;

import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.Hook.Role;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.TypeResolutionStrategy;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.assign.TypeCasting;
import net.bytebuddy.implementation.bytecode.assign.primitive.PrimitiveTypeAwareAssigner;
import net.bytebuddy.implementation.bytecode.assign.primitive.VoidAwareAssigner;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * Weaves the gate's advice into one class. The one class that uses Byte Buddy, and loading it loads Byte
 * Buddy: touch it only with a class that is to be woven. Changes method bodies only, so that every result is
 * a legal retransformation. Thread-safe.
 */
final class Weaver {
    /** Byte Buddy would find a way into other class loaders with Unsafe, and JDK 24+ warns; we need none. */
    private static final String NEXUS = "net.bytebuddy.nexus.disabled";

    /**
     * Between Object and the method's types, by name alone: resolving them would read or load classes of the
     * application, which may be absent, while one of them is being loaded.
     */
    private static final Assigner BY_NAME = new VoidAwareAssigner(
            new PrimitiveTypeAwareAssigner((source, target, typing) -> target.represents(Object.class)
                            || source.asErasure()
                                    .getName()
                                    .equals(target.asErasure().getName())
                    ? StackManipulation.Trivial.INSTANCE
                    : TypeCasting.to(target)));

    // Declared methods only, the synthetic ones too: by default Byte Buddy walks the supertypes and ignores the latter.
    private final ByteBuddy byteBuddy;
    private final ClassFileLocator ours;

    Weaver() {
        String before = System.getProperty(NEXUS);
        System.setProperty(NEXUS, "true");
        try {
            byteBuddy = new ByteBuddy()
                    .with(TypeValidation.DISABLED)
                    .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
                    .ignore(ElementMatchers.none())
                    .with(Implementation.Context.Disabled.Factory.INSTANCE);
            ours = ClassFileLocator.ForClassLoader.of(Weaver.class.getClassLoader());
        } finally {
            if (before == null) {
                System.clearProperty(NEXUS);
            } else {
                System.setProperty(NEXUS, before);
            }
        }
    }

    /** The woven class file. */
    byte[] weave(WeavePlan plan, byte[] classFile) {
        ClassFileLocator locator = ClassFileLocator.Simple.of(plan.className(), classFile);
        TypeDescription type = new TypePool.Default.WithLazyResolution(
                        new TypePool.CacheProvider.Simple(), locator, TypePool.Default.ReaderMode.FAST)
                .describe(plan.className())
                .resolve();
        DynamicType.Builder<?> builder = byteBuddy.decorate(type, locator);
        for (Hook hook : plan.hooks()) {
            builder = builder.visit(new AsmVisitorWrapper.ForDeclaredMethods()
                    .invokable(method -> isSite(plan, hook, method), advice(hook)));
        }
        return builder.make(TypeResolutionStrategy.Disabled.INSTANCE).getBytes();
    }

    private Advice advice(Hook hook) {
        Class<?> advice = hook.role() == Role.BIRTH ? BirthAdvice.class : GateAdvice.class;
        return Advice.withCustomMapping()
                .bind(HookId.class, hook.id())
                .to(advice, ours)
                .withAssigner(BY_NAME);
    }

    private static boolean isSite(WeavePlan plan, Hook hook, MethodDescription method) {
        return plan.sites().contains(new WeavePlan.Site(hook, method.getInternalName(), method.getDescriptor()));
    }
}
