package io.github.chaos4j.benchmarks;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures the budgets named on the command line, or all, and exits with 1 if one is missed. */
public final class Budgets {

    /** One group of figures. */
    interface Group {
        List<Budget> measure() throws Exception;
    }

    private Budgets() {}

    public static void main(String[] names) throws Exception {
        Installation installed = Installation.found();
        Map<String, Group> groups = new LinkedHashMap<>();
        groups.put("size", new JarSize(installed)::measure);
        groups.put("start", new StartUp(installed)::measure);
        groups.put("latency", new InjectedLatency(installed)::measure);
        groups.put("sample", new SampleStart(installed)::measure);
        groups.put("hot", new HotPath(installed)::measure);
        List<Budget> rows = new ArrayList<>();
        for (String name : names.length == 0 ? groups.keySet() : List.of(names)) {
            Group group = groups.get(name);
            if (group == null) {
                throw new IllegalArgumentException(
                        "no group \"" + name + "\": choose of " + String.join(", ", groups.keySet()));
            }
            System.err.println("measuring: " + name);
            rows.addAll(group.measure());
        }
        print(rows, System.out);
        System.exit(rows.stream().allMatch(Budget::isKept) ? 0 : 1);
    }

    private static void print(List<Budget> rows, PrintStream out) {
        Runtime.Version jdk = Runtime.version();
        out.printf(
                "JDK %s, %d processors, %s %s%n",
                jdk,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
        out.println(new Budget("what", "must reach", "measured", "A/A", true)
                .toString()
                .replace("| kept", "|"));
        rows.forEach(out::println);
    }

    /** Where the packaged agent and the sample stand. */
    record Installation(Path agent, Path sample, Path java, String classPath) {
        static Installation found() {
            Path jar = Path.of(Budgets.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath());
            Path root = jar.toAbsolutePath().getParent().getParent().getParent();
            return new Installation(
                    root.resolve("chaos-agent/target/chaos-agent.jar"),
                    root.resolve("samples/checkout/target/checkout.jar"),
                    Path.of(System.getProperty("java.home"), "bin", "java"),
                    jar.toString());
        }

        String agentArgument(String options) {
            return "-javaagent:" + agent + "=" + options;
        }
    }
}
