package io.esteira.local;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code ./esteira up} as a process of its own, which can be killed. */
final class ShopProcess implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    private final Process process;
    private final Path data;
    private final int port;
    private final Path output;

    private ShopProcess(Process process, Path data, int port, Path output) {
        this.process = process;
        this.data = data;
        this.port = port;
        this.output = output;
    }

    static ShopProcess start(Path data, String... options) throws IOException {
        int port = FreePort.onLoopback();
        Path output = data.resolveSibling("up-" + port + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                EsteiraLocal.class.getName(),
                "up",
                "--port",
                String.valueOf(port),
                "--data",
                data.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        await("the shop is ready")
                .atMost(START_TIMEOUT)
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(Files.readString(output));
                    }
                })
                .until(() -> Files.readString(output).contains("Ctrl-C stops it."));
        return new ShopProcess(process, data, port, output);
    }

    ShopClient client() throws IOException {
        Properties credentials = new Properties();
        try (var reader = Files.newBufferedReader(data.resolve("credentials.properties"))) {
            credentials.load(reader);
        }
        return new ShopClient(URI.create("http://localhost:" + port), credentials.getProperty("api.key"));
    }

    /** Every line so far. */
    String said() throws IOException {
        return Files.readString(output);
    }

    /** What it started and what that started. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** kill -9 for the parent alone. */
    void killParent() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** kill -9 for the shop and all that it started, PostgreSQL included. */
    void kill() throws InterruptedException {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle each : all) {
            await().atMost(Patience.LONG).until(() -> !each.isAlive());
        }
        process.waitFor();
    }

    /** Ctrl-C. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                kill();
                throw new IOException("the shop did not stop within 60 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
