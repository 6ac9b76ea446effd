package io.github.chaos4j.it.platform.app;

/** Makes one call of each kind named and knows nothing of chaos. */
public final class Calls {
    private Calls() {}

    public static void main(String[] kinds) throws InterruptedException {
        for (String kind : kinds) {
            System.out.println(kind + " " + (kind.equals("jdbc") ? Query.run() : Http.run()));
        }
    }
}
