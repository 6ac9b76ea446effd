package io.github.chaos4j.sidecar;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Namespaces of its own, with a /tmp and a /proc of its own, made as a container engine makes them. */
public final class Container {
    /** The classes stay where they are, also if that is below /tmp. */
    private static final String SCRIPT = "mount --bind \"$0\" /mnt && mount -t tmpfs none /tmp && mkdir -p \"$0\""
            + " && mount --bind /mnt \"$0\" && mount -t proc proc /proc && exec \"$@\"";

    private Container() {}

    /**
     * What to start a command by. Skips the test where namespaces are not allowed.
     *
     * @param classes the directory of classes that the command reads
     * @param options of unshare, beside mounts and processes
     */
    public static List<String> prefix(String classes, String... options) throws IOException, InterruptedException {
        List<String> unshare = new ArrayList<>(List.of("unshare", "-m", "-p", "--fork"));
        unshare.addAll(List.of(options));
        List<String> trial = new ArrayList<>(unshare);
        trial.add("true");
        assumeTrue(new ProcessBuilder(trial).start().waitFor() == 0, "this machine does not allow namespaces");
        unshare.addAll(List.of("sh", "-c", SCRIPT, classes));
        return unshare;
    }
}
