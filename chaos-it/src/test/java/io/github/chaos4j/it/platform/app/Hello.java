package io.github.chaos4j.it.platform.app;

/** Says hello, and which threads there are besides those of the JDK. */
public final class Hello {
    private Hello() {}

    public static void main(String[] args) {
        System.out.println("hello");
        Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("chaos"))
                .forEach(System.out::println);
    }
}
