package io.github.chaos4j.it.platform.app;

import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.Fault;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** An agent beside ours that looks at H2's bytecode while ours is in, out, and in again. */
public final class Reinstalling {
    private static Instrumentation instrumentation;
    private static boolean woven;

    private Reinstalling() {}

    public static void premain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    public static void main(String[] args) throws Exception {
        Query.run();
        say();
        Chaos.arm(Fault.parse("error jdbc kind=deadlock"));
        System.out.println(Query.run());
        agent("uninstall");
        say();
        System.out.println(Query.run());
        agent("uninstall");
        agent("install", instrumentation, "enabled=true,http=off");
        agent("install", instrumentation, "enabled=true,http=off");
        say();
        System.out.println(Query.run());
        Chaos.arm(Fault.parse("error jdbc kind=deadlock"));
        System.out.println(Query.run());
    }

    private static void say() throws Exception {
        ClassFileTransformer looking = new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
                if ("org/h2/jdbc/JdbcStatement".equals(name)) {
                    woven = callsTheGate(bytes);
                }
                return null;
            }
        };
        instrumentation.addTransformer(looking, true);
        instrumentation.retransformClasses(Class.forName("org.h2.jdbc.JdbcStatement"));
        instrumentation.removeTransformer(looking);
        System.out.println((woven ? "woven" : "plain") + (Chaos.isAvailable() ? ", available" : ", not available"));
    }

    /** In its methods: a JVM may leave what was woven once in the constant pool. */
    private static boolean callsTheGate(byte[] bytes) {
        boolean[] calls = new boolean[1];
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitFieldInsn(int code, String owner, String field, String type) {
                                        calls[0] |= owner.equals("java/lang/ChaosGate");
                                    }
                                };
                            }
                        },
                        0);
        return calls[0];
    }

    /** As the test extension does, but that it is compiled against the agent. */
    private static void agent(String method, Object... arguments) throws Exception {
        Class<?> agent = Class.forName("io.github.chaos4j.agent.ChaosAgent");
        if (arguments.length == 0) {
            agent.getMethod(method).invoke(null);
        } else {
            agent.getMethod(method, Instrumentation.class, String.class).invoke(null, arguments);
        }
    }
}
