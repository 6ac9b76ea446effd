package io.github.chaos4j.agent.gate;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Defines the gate in {@code java.lang}. Call it before anything that links against {@link ChaosGate}; this
 * class does not. Outside the shaded jar the gate is an ordinary class and nothing is to be defined.
 *
 * <p>{@code java.lang} is opened to the unnamed module of a loader made for this alone, and the loader is
 * dropped: opened to ours, the whole class path could reflect into it. Appending a jar to the bootstrap class
 * path is no way out: packages of java.base are looked for in java.base only (JEP 261), and it costs the CDS
 * archive.
 */
@NullMarked
public final class GateDefiner {
    /** Shading makes it {@code java.lang.ChaosGate}. */
    private static final String NAME = "io.github.chaos4j.agent.gate.ChaosGate";

    private static final String RESOURCE = "META-INF/chaos4j/gate/io/github/chaos4j/agent/gate/ChaosGate.class";
    private static final String PACKAGE = "java.lang";

    private GateDefiner() {}

    /**
     * Defines the gate if this JVM has none. Afterwards {@link ChaosGate} may be linked against.
     *
     * @throws IllegalStateException if this JVM does not allow it; nothing is changed then
     */
    public static synchronized void define(Instrumentation instrumentation) {
        if (!NAME.startsWith(PACKAGE) || find() != null) {
            return;
        }
        try (ZipFile jar = new ZipFile(agentJar())) {
            Opener opener = new Opener(entry(jar, GateDefinition.class.getName().replace('.', '/') + ".class"));
            instrumentation.redefineModule(
                    Object.class.getModule(),
                    Set.of(),
                    Map.of(),
                    Map.of(PACKAGE, Set.of(opener.getUnnamedModule())),
                    Set.of(),
                    Map.of());
            opener.definition().accept(entry(jar, RESOURCE));
        } catch (ReflectiveOperationException
                | URISyntaxException
                | IOException
                | RuntimeException
                | LinkageError refused) {
            throw new IllegalStateException("this JVM does not let the gate be defined: " + refused, refused);
        }
    }

    /** The gate of this JVM; null if there is none yet. */
    public static @Nullable Class<?> find() {
        try {
            return Class.forName(NAME, false, NAME.startsWith(PACKAGE) ? null : GateDefiner.class.getClassLoader());
        } catch (ClassNotFoundException none) {
            return null;
        }
    }

    private static File agentJar() throws URISyntaxException {
        return new File(GateDefiner.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    /** The JVM has this file open already: an entry costs a start less than a resource by its URL. */
    private static byte[] entry(ZipFile jar, String path) throws IOException {
        ZipEntry entry = jar.getEntry(path);
        if (entry == null) {
            throw new IOException(path + " is missing from the agent jar");
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    /** To its one class, and nobody else, java.lang is opened. */
    private static final class Opener extends ClassLoader {
        private final byte[] definition;

        Opener(byte[] definition) {
            super(null);
            this.definition = definition;
        }

        @SuppressWarnings("unchecked")
        Consumer<byte[]> definition() throws ReflectiveOperationException {
            return (Consumer<byte[]>) defineClass(null, definition, 0, definition.length)
                    .getConstructor()
                    .newInstance();
        }
    }
}
