package io.esteira.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as a person runs it: a process of its own, from the first line to the last. */
class UpTest {

    private static final int TERMINATED = 143;

    @Test
    @Timeout(300)
    void startsEverythingStopsOnASignalAndStartsAgainOnTheSameData(@TempDir Path temporary) throws Exception {
        Path data = temporary.resolve("data");
        int port = FreePort.onLoopback();
        List<String> said = new ArrayList<>();

        Path credentials = temporary.toRealPath().resolve("data").resolve("credentials.properties");
        Process first = up(port, data);
        try (BufferedReader lines = first.inputReader()) {
            readUntil(lines, "Ctrl-C stops it.", said);
            assertThat(said)
                    .anyMatch(line -> line.matches(" +Kafka +ready in .*"))
                    .anyMatch(line -> line.matches(" +PostgreSQL +ready in .*"))
                    .anyMatch(line -> line.endsWith("http://localhost:" + port + "/"))
                    .anyMatch(line -> line.endsWith(credentials.toString()));
            assertThat(get(port, "/readyz").statusCode()).isEqualTo(200);
            assertThat(get(port, "/livez").statusCode()).isEqualTo(200);
            assertThat(get(port, "/local/mailbox.json").body()).startsWith("[");

            ProcessHandle postgres = LocalPostgresTest.serverProcess(data);
            // The handle, because ending a Process closes the stream that its last words come through.
            first.toHandle().destroy();
            readUntil(lines, "Stopped; the data stays in " + data.toRealPath(), said);
            assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(first.exitValue()).isEqualTo(TERMINATED);
            Awaitility.await().until(() -> !postgres.isAlive());
        } finally {
            first.destroyForcibly();
        }

        String before = Files.readString(credentials);
        Process second = up(0, data, "--until-ready");
        try (BufferedReader lines = second.inputReader()) {
            readUntil(lines, "Ctrl-C stops it.", said);
            readUntil(lines, "Stopped; the data stays in " + data.toRealPath(), said);
            assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isZero();
            assertThat(credentials).hasContent(before);
        } finally {
            second.destroyForcibly();
            LocalPostgres.stopLeftover(data.toRealPath());
        }
        assertThat(data.resolve("logs").resolve("esteira.log")).isNotEmptyFile();
    }

    private static void readUntil(BufferedReader lines, String last, List<String> said) throws IOException {
        String line;
        do {
            line = Objects.requireNonNull(lines.readLine(), () -> "it ended after saying " + said);
            said.add(line);
        } while (!line.equals(last));
    }

    private static Process up(int port, Path data, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx768m",
                "-cp",
                System.getProperty("java.class.path"),
                EsteiraLocal.class.getName(),
                "up",
                "--port",
                String.valueOf(port),
                "--data",
                data.toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://localhost:" + port + path);
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }
}
