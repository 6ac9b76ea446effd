package io.github.chaos4j.agent.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The few things of a class file that decide whether it is woven, read without a library (JVMS §4.1, §4.4,
 * §4.6). Throws an {@link IndexOutOfBoundsException} or {@link IllegalArgumentException} on what is no class file.
 */
final class ClassFile {
    static final int ACC_STATIC = 0x0008;
    static final int ACC_BRIDGE = 0x0040;
    static final int ACC_NATIVE = 0x0100;
    static final int ACC_INTERFACE = 0x0200;
    static final int ACC_ABSTRACT = 0x0400;

    private static final int POOL = 10;
    private static final int UTF8 = 1;

    /** A declared method. */
    record Method(int access, String name, String descriptor) {
        boolean hasBody() {
            return (access & (ACC_ABSTRACT | ACC_NATIVE)) == 0;
        }

        boolean isStatic() {
            return (access & ACC_STATIC) != 0;
        }

        boolean isBridge() {
            return (access & ACC_BRIDGE) != 0;
        }
    }

    private final byte[] bytes;
    private final int[] entries;
    private final int header;

    ClassFile(byte[] bytes) {
        this.bytes = bytes;
        entries = new int[u2(bytes, 8)];
        int at = POOL;
        for (int i = 1; i < entries.length; i++) {
            entries[i] = at;
            int tag = bytes[at];
            at = next(bytes, at);
            if (tag == 5 || tag == 6) {
                i++;
            }
        }
        header = at;
    }

    /**
     * Whether a name or descriptor in the constant pool mentions one of these packages. One pass, no
     * allocation: this is asked of most classes that are loaded.
     *
     * @param packages such as {@code java/sql/} in ASCII
     */
    static boolean mentions(byte[] bytes, byte[][] packages) {
        int count = u2(bytes, 8);
        int at = POOL;
        for (int i = 1; i < count; i++) {
            int tag = bytes[at];
            if (tag == UTF8) {
                int from = at + 3;
                int to = from + u2(bytes, at + 1);
                if (to - from > 8 && contains(bytes, from, to, packages)) {
                    return true;
                }
                at = to;
            } else {
                at = next(bytes, at);
                if (tag == 5 || tag == 6) {
                    i++;
                }
            }
        }
        return false;
    }

    int access() {
        return u2(bytes, header);
    }

    boolean isInterface() {
        return (access() & ACC_INTERFACE) != 0;
    }

    /** The internal names of the superclass and the interfaces. */
    List<String> supertypes() {
        List<String> names = new ArrayList<>();
        int superClass = u2(bytes, header + 4);
        if (superClass != 0) {
            names.add(className(superClass));
        }
        int count = u2(bytes, header + 6);
        for (int i = 0; i < count; i++) {
            names.add(className(u2(bytes, header + 8 + 2 * i)));
        }
        return names;
    }

    List<Method> methods() {
        int at = skipMembers(header + 8 + 2 * u2(bytes, header + 6));
        int count = u2(bytes, at);
        at += 2;
        List<Method> methods = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            methods.add(new Method(u2(bytes, at), utf8(u2(bytes, at + 2)), utf8(u2(bytes, at + 4))));
            at = skipMember(at);
        }
        return methods;
    }

    /** Whether a method of one of these names is declared. Makes no string for a name of another length. */
    boolean declares(Set<String> names, long lengths) {
        int at = skipMembers(header + 8 + 2 * u2(bytes, header + 6));
        int count = u2(bytes, at);
        at += 2;
        for (int i = 0; i < count; i++) {
            int name = u2(bytes, at + 2);
            int length = u2(bytes, entries[name] + 1);
            if (length < Long.SIZE && (lengths & (1L << length)) != 0 && names.contains(utf8(name))) {
                return true;
            }
            at = skipMember(at);
        }
        return false;
    }

    private int skipMembers(int at) {
        int count = u2(bytes, at);
        int end = at + 2;
        for (int i = 0; i < count; i++) {
            end = skipMember(end);
        }
        return end;
    }

    private int skipMember(int at) {
        int attributes = u2(bytes, at + 6);
        int end = at + 8;
        for (int i = 0; i < attributes; i++) {
            end += 6 + ((u2(bytes, end + 2) << 16) | u2(bytes, end + 4));
        }
        return end;
    }

    private String className(int index) {
        return utf8(u2(bytes, entries[index] + 1));
    }

    /** Modified UTF-8; a name that is not ASCII is none that we look for, but must not be misread as one. */
    private String utf8(int index) {
        int at = entries[index];
        return new String(bytes, at + 3, u2(bytes, at + 1), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static int next(byte[] bytes, int at) {
        return at
                + switch (bytes[at]) {
                    case UTF8 -> 3 + u2(bytes, at + 1);
                    case 7, 8, 16, 19, 20 -> 3;
                    case 15 -> 4;
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
                    case 5, 6 -> 9;
                    default -> throw new IllegalArgumentException("not a class file");
                };
    }

    /** A class name begins with the package; in a descriptor it follows an L. */
    private static boolean contains(byte[] bytes, int from, int to, byte[][] packages) {
        byte first = bytes[from];
        boolean descriptor = first == 'L' || first == '(' || first == '[';
        for (byte[] wanted : packages) {
            int last = to - wanted.length;
            if (from <= last && isAt(bytes, from, wanted)) {
                return true;
            }
            for (int i = from + 1; descriptor && i <= last; i++) {
                if (bytes[i - 1] == 'L' && isAt(bytes, i, wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isAt(byte[] bytes, int at, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static int u2(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }
}
