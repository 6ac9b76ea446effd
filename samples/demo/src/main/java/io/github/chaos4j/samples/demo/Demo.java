package io.github.chaos4j.samples.demo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code java -jar demo.jar ROOT [--without-resilience] [--short] [--live]}. Exit code 0 when the service coped with
 * all faults, 1 when it did not, 2 when the demo could not be carried out.
 */
public final class Demo {
    private static final int CALLS_PER_SECOND = 40;

    private final Path root;
    private final boolean resilient;
    private final Pace pace;
    private final Screen screen;

    private Demo(Path root, List<String> options, Screen screen) {
        this.root = root;
        this.resilient = !options.contains("--without-resilience");
        this.pace = options.contains("--short") ? Pace.SHORT : Pace.NORMAL;
        this.screen = screen;
    }

    public static void main(String[] args) throws InterruptedException {
        List<String> options = List.of(args).subList(1, args.length);
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        int exit;
        try (Screen screen = new Screen(out, options.contains("--live"))) {
            exit = new Demo(Path.of(args[0]), options, screen).run() ? 0 : 1;
        } catch (DemoFailure e) {
            out.println("The demo could not be carried out: " + e.getMessage());
            exit = 2;
        }
        out.flush();
        System.exit(exit);
    }

    private boolean run() throws InterruptedException {
        int productPort = freePort();
        int port = freePort();
        long begin = System.nanoTime();
        screen.doing("starting the product service and the checkout service with the agent", () -> seconds(begin));
        try (ServiceProcess product = startProduct(productPort);
                ServiceProcess checkout = startCheckout(port, productPort)) {
            product.awaitReady();
            checkout.awaitReady();
            screen.done();
            screen.line("checkout  " + checkout.address() + "  process " + checkout.pid() + ", agent attached, "
                    + (resilient ? "with resilience" : "without breaker, fallback and timeouts"));
            screen.line("load      " + CALLS_PER_SECOND
                    + " calls a second: 4 of 10 show a product, 4 order, 2 show an order");
            Calls calls = new Calls();
            Shop shop = new Shop(checkout.address());
            try (Load load = Load.start(shop, calls, CALLS_PER_SECOND);
                    Breakers breakers = Breakers.watch(checkout.address())) {
                ChaosCommand chaos = new ChaosCommand(root.resolve("chaos-sidecar/target/chaos.jar"), checkout.pid());
                return play(new Stage(shop, calls, breakers, chaos, pace, Promise.CHECKOUT, screen));
            }
        }
    }

    private boolean play(Stage stage) throws InterruptedException {
        List<String> verdicts = new ArrayList<>();
        boolean coped = true;
        for (Act act : Act.ALL) {
            screen.line("");
            screen.line("Act " + (Act.ALL.indexOf(act) + 1) + " of " + Act.ALL.size() + ": " + act.title());
            Outcome outcome = stage.play(act);
            if (outcome.injections() == 0) {
                throw new DemoFailure("no call suffered the fault " + act.id());
            }
            Table.of(outcome, Promise.CHECKOUT).forEach(screen::line);
            List<String> broken = outcome.broken(Promise.CHECKOUT);
            coped &= broken.isEmpty();
            String verdict = broken.isEmpty() ? "coped" : "did not cope: " + String.join("; ", broken);
            screen.line("  verdict    " + verdict);
            verdicts.add((broken.isEmpty() ? "  ok      " : "  FAILED  ") + act.title());
        }
        screen.line("");
        screen.line(coped ? "The service coped with all faults." : "The service did not cope.");
        verdicts.forEach(screen::line);
        return coped;
    }

    private ServiceProcess startProduct(int port) {
        return ServiceProcess.start(
                "product",
                port,
                List.of("-jar", jar(), "--spring.profiles.active=product", "--server.port=" + port),
                Map.of(),
                logs());
    }

    private ServiceProcess startCheckout(int port, int productPort) {
        List<String> arguments = new ArrayList<>(List.of(
                "-javaagent:" + root.resolve("chaos-agent/target/chaos-agent.jar"),
                "-jar",
                jar(),
                "--server.port=" + port,
                "--checkout.product-service-url=http://localhost:" + productPort));
        if (!resilient) {
            arguments.add("--spring.profiles.active=no-resilience");
        }
        Map<String, String> environment =
                Map.of("CHAOS_ENABLED", "true", "CHAOS_SERVICES", "product=localhost:" + productPort);
        return ServiceProcess.start("checkout", port, arguments, environment, logs());
    }

    private String jar() {
        return root.resolve("samples/checkout/target/checkout.jar").toString();
    }

    private Path logs() {
        try {
            return Files.createDirectories(root.resolve("samples/demo/target/logs"));
        } catch (IOException e) {
            throw new DemoFailure("no place for logs: " + e.getMessage(), e);
        }
    }

    private static String seconds(long begin) {
        return (System.nanoTime() - begin) / 1_000_000_000 + " s";
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new DemoFailure("no free port: " + e.getMessage(), e);
        }
    }
}
