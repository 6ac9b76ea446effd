package io.github.chaos4j.agent.weave;

import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.fixture.Client;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** An object of a woven class in a loader of its own. */
record Woven(Object instance) {

    static Woven with(Hook... hooks) throws Exception {
        return of(Client.class.getName(), ClassPrefilterTest.bytes(Client.class), hooks);
    }

    /** A class as compilers wrote it then: {@code int twice(int n)}, with a branch, without frames. */
    static Woven oldClass(int version, Hook hook) throws Exception {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(version, Opcodes.ACC_PUBLIC, "old/Client", null, "java/lang/Object", null);
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(1, 1);
        MethodVisitor twice = writer.visitMethod(Opcodes.ACC_PUBLIC, "twice", "(I)I", null, null);
        Label negative = new Label();
        twice.visitVarInsn(Opcodes.ILOAD, 1);
        twice.visitJumpInsn(Opcodes.IFLT, negative);
        twice.visitVarInsn(Opcodes.ILOAD, 1);
        twice.visitInsn(Opcodes.ICONST_2);
        twice.visitInsn(Opcodes.IMUL);
        twice.visitInsn(Opcodes.IRETURN);
        twice.visitLabel(negative);
        twice.visitInsn(Opcodes.ICONST_0);
        twice.visitInsn(Opcodes.IRETURN);
        twice.visitMaxs(2, 2);
        writer.visitEnd();
        return of("old.Client", writer.toByteArray(), hook);
    }

    private static Woven of(String name, byte[] bytes, Hook... hooks) throws Exception {
        byte[] woven = new ChaosTransformer(List.of(hooks), new Failing())
                .transform(Woven.class.getClassLoader(), name.replace('.', '/'), null, null, bytes);
        Class<?> type = new ClassLoader(Woven.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(name, woven, 0, woven.length);
            }
        }.define();
        return new Woven(type.getConstructor().newInstance());
    }

    Object call(String name, Object... arguments) throws Throwable {
        Method method = Arrays.stream(instance.getClass().getMethods())
                .filter(one -> one.getName().equals(name))
                .findFirst()
                .orElseThrow();
        try {
            return method.invoke(instance, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    List<?> log() throws ReflectiveOperationException {
        return (List<?>) instance.getClass().getField("log").get(instance);
    }

    /** A class that cannot be woven is a failed test. */
    private static final class Failing implements WeaveListener {
        @Override
        public void woven(String className, List<Hook> hooks) {}

        @Override
        public void failed(String className, Throwable why) {
            throw new AssertionError(className, why);
        }
    }
}
