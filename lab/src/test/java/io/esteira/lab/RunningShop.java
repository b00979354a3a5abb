package io.esteira.lab;

import static org.awaitility.Awaitility.await;

import io.esteira.local.EsteiraLocal;
import io.esteira.local.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** {@code ./esteira up} in a process of its own: replay knows the shop by HTTP alone. */
final class RunningShop implements AutoCloseable {

    private static final Duration STARTING_MAX = Duration.ofMinutes(3);

    private final Process process;
    private final int port;

    private RunningShop(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static RunningShop start(Path data) throws IOException {
        int port = FreePort.onLoopback();
        Path said = data.resolveSibling("up.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        EsteiraLocal.class.getName(),
                        "up",
                        "--port",
                        String.valueOf(port),
                        "--data",
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        await("the shop is ready")
                .atMost(STARTING_MAX)
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(Files.readString(said));
                    }
                })
                .until(() -> Files.readString(said).contains("Ctrl-C stops it."));
        return new RunningShop(process, port);
    }

    String url() {
        return "http://localhost:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
