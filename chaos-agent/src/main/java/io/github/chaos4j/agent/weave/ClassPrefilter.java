package io.github.chaos4j.agent.weave;

import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.Hook.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is woven into a class, with the JDK alone and for most classes with one hash look-up: it sees
 * every class that is loaded. Classes known by name are looked up; for the rest, those of the application that
 * mention the package of a wanted supertype are asked for their supertypes. Thread-safe. No lambdas and no
 * string concatenation on the way of a class (they would load classes while one is being loaded).
 */
final class ClassPrefilter {
    /** Never woven for a supertype: ours, other agents', and Spring's decorators of a DataSource. */
    private static final String[] IGNORED = {
        "io/github/chaos4j/agent/",
        "io/github/chaos4j/api/",
        "net/bytebuddy/",
        "org/springframework/",
        "java/",
        "jdk/",
        "sun/",
        "com/sun/proxy/",
        "io/opentelemetry/javaagent/",
        "co/elastic/apm/",
        "datadog/",
        "com/newrelic/",
        "com/dynatrace/",
        "com/appdynamics/",
        "com/instana/",
        "org/apache/skywalking/apm/",
        // delegate to the driver's objects, which are woven; weaving these broke them under other agents
        // (opentelemetry-java-instrumentation#5946, #8109, #12065)
        "org/jboss/jca/adapters/jdbc/",
        "org/apache/shardingsphere/shardingjdbc/",
        "org/apache/shardingsphere/driver/"
    };

    /** In the names of generated classes that stand before the real ones: JDK proxies, CGLIB, mocks. */
    private static final String[] GENERATED = {
        "$Proxy",
        "CGLIB$$",
        "$$EnhancerBy",
        "$$FastClassBy",
        "$MockitoMock$",
        "$ByteBuddy$",
        "$$Lambda",
        "$HibernateProxy$"
    };

    private final Map<String, List<Hook>> byName = new HashMap<>();
    private final List<Hook> bySupertype = new ArrayList<>();
    private final long[] supertypeBits;
    private final Supertypes supertypes;
    private final Set<String> subtypeMethods = new HashSet<>();
    private long subtypeMethodLengths;
    private final ClassLoader platform = ClassLoader.getPlatformClassLoader();

    ClassPrefilter(List<Hook> hooks) {
        Set<String> wanted = new TreeSet<>();
        for (Hook hook : hooks) {
            if (hook.subtypes()) {
                bySupertype.add(hook);
                addMethods(hook);
            }
            for (String type : hook.types()) {
                if (hook.subtypes()) {
                    wanted.add(internal(type));
                } else {
                    addNamed(internal(type), hook);
                }
            }
        }
        supertypes = new Supertypes(wanted);
        supertypeBits = new long[bySupertype.size()];
        for (int i = 0; i < supertypeBits.length; i++) {
            for (String type : bySupertype.get(i).types()) {
                supertypeBits[i] |= supertypes.bit(internal(type));
            }
        }
    }

    private void addMethods(Hook hook) {
        for (Hook.Method method : hook.methods()) {
            subtypeMethods.add(method.name());
            subtypeMethodLengths |= 1L << method.name().length();
        }
        if (hook.role() == Role.BIRTH) {
            subtypeMethods.add("<init>");
            subtypeMethodLengths |= 1L << "<init>".length();
        }
    }

    private void addNamed(String name, Hook hook) {
        List<Hook> named = byName.get(name);
        if (named == null) {
            named = new ArrayList<>();
            byName.put(name, named);
        }
        named.add(hook);
    }

    /**
     * What to weave into this class; null if nothing, as for nearly all.
     *
     * @param name   the internal name
     * @param loaded the class if it is loaded already
     */
    @Nullable
    WeavePlan plan(@Nullable ClassLoader loader, String name, @Nullable Class<?> loaded, byte[] bytes) {
        List<Hook> named = byName.get(name);
        boolean mayBeSubtype = loader != null && isOfApplication(loader) && !isIgnored(name);
        if ((named == null && !mayBeSubtype) || ForeignLoaders.contains(loader)) {
            return null;
        }
        ClassFile type = new ClassFile(bytes);
        List<Hook> hooks = named == null ? new ArrayList<>() : new ArrayList<>(named);
        if (mayBeSubtype && loader != null) {
            addMatching(wantedSupertypes(loader, type, loaded, bytes), hooks);
        }
        return hooks.isEmpty() ? null : plan(name.replace('/', '.'), type, hooks);
    }

    /** The cheap questions first: only few classes are left whose supertypes have to be read. */
    private long wantedSupertypes(ClassLoader loader, ClassFile type, @Nullable Class<?> loaded, byte[] bytes) {
        List<String> direct = type.supertypes();
        if (type.isInterface()
                || supertypes.areDeadEnds(direct)
                || !type.declares(subtypeMethods, subtypeMethodLengths)
                || !ClassFile.mentions(bytes, supertypes.packages())) {
            return 0;
        }
        return loaded == null ? supertypes.of(direct, loader) : supertypes.of(loaded);
    }

    /** Whether {@link #plan} may find something in this loaded class. Asks no class file. */
    boolean mayMatch(Class<?> loaded) {
        if (loaded.isArray() || loaded.isPrimitive() || loaded.isHidden()) {
            return false;
        }
        ClassLoader loader = loaded.getClassLoader();
        String name = internal(loaded.getName());
        if (byName.containsKey(name)) {
            return !ForeignLoaders.contains(loader);
        }
        return isOfApplication(loader)
                && !loaded.isInterface()
                && !isIgnored(name)
                && supertypes.of(loaded) != 0
                && !ForeignLoaders.contains(loader);
    }

    /** Keeps the hooks in the order of the catalogue. */
    private void addMatching(long found, List<Hook> hooks) {
        for (int i = 0; i < supertypeBits.length; i++) {
            Hook hook = bySupertype.get(i);
            if ((supertypeBits[i] & found) == 0) {
                continue;
            }
            int at = 0;
            while (at < hooks.size() && hooks.get(at).id() < hook.id()) {
                at++;
            }
            hooks.add(at, hook);
        }
    }

    /** The first hook of each role wins a method: two of one role would decide upon one call twice. */
    private static @Nullable WeavePlan plan(String className, ClassFile type, List<Hook> hooks) {
        List<WeavePlan.Site> sites = new ArrayList<>();
        for (ClassFile.Method method : type.methods()) {
            if (!method.hasBody() || method.isStatic() || method.isBridge()) {
                continue;
            }
            Set<Role> taken = EnumSet.noneOf(Role.class);
            for (Hook hook : hooks) {
                if (matches(hook, method) && taken.add(hook.role())) {
                    sites.add(new WeavePlan.Site(hook, method.name(), method.descriptor()));
                }
            }
        }
        return sites.isEmpty() ? null : new WeavePlan(className, sites);
    }

    private static boolean matches(Hook hook, ClassFile.Method method) {
        if (hook.role() == Role.BIRTH) {
            return method.name().equals("<init>");
        }
        for (Hook.Method wanted : hook.methods()) {
            if (wanted.matches(method.name(), method.descriptor())) {
                return true;
            }
        }
        return false;
    }

    private boolean isOfApplication(@Nullable ClassLoader loader) {
        return loader != null && loader != platform && !supertypes.isEmpty();
    }

    private static boolean isIgnored(String name) {
        if (ForeignLoaders.startsWithAny(name, IGNORED)) {
            return true;
        }
        if (name.indexOf('$') < 0) {
            return false;
        }
        for (String part : GENERATED) {
            if (name.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private static String internal(String binaryName) {
        return binaryName.replace('.', '/');
    }
}
