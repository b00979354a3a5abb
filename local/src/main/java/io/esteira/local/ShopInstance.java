package io.esteira.local;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * One of several shops on one installation, a process of its own on loopback. Its port, its name and its directory stay
 * the same from start to start.
 */
public final class ShopInstance implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    static final Duration STOPPED_WITHIN = Duration.ofSeconds(75);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
    private static final long LOOK_EVERY_MILLIS = 100;

    /**
     * A small heap, and marking that begins when the old generation fills two thirds of it. Left to itself G1 would take
     * what is allocated while it marks from that share, find nothing left of a heap as small as this, and mark all the
     * time.
     */
    public static final List<String> JVM_OPTIONS =
            List.of("-Xmx768m", "-XX:-G1UseAdaptiveIHOP", "-XX:InitiatingHeapOccupancyPercent=65");

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();

    private final int number;
    private final int port;
    private final Path config;
    private final Properties properties;
    private final ChildProcess process;

    private ShopInstance(int number, int port, Path config, Properties properties, ChildProcess process) {
        this.number = number;
        this.port = port;
        this.config = config;
        this.properties = properties;
        this.process = process;
    }

    /**
     * Lays it out; {@link #start} starts it.
     *
     * @param number names it among the others
     * @param data its state goes to {@code <data>/instances/<number>}, what it says to {@code <data>/logs}
     * @param more further properties, which win over those that are set here
     */
    public static ShopInstance of(int number, int port, Path data, Surroundings surroundings, Map<String, String> more)
            throws IOException {
        return of(number, port, data, surroundings, more, JVM_OPTIONS);
    }

    /** @param jvm options for its JVM */
    public static ShopInstance of(
            int number, int port, Path data, Surroundings surroundings, Map<String, String> more, List<String> jvm)
            throws IOException {
        String name = "instance-" + number;
        Path directory = Files.createDirectories(
                data.toAbsolutePath().resolve("instances").resolve(String.valueOf(number)));
        Path config = directory.resolve("instance.properties");
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "server.port",
                String.valueOf(port),
                "server.address",
                "127.0.0.1",
                "esteira.web.public-url",
                "http://localhost:" + port,
                "esteira.web.secure-cookies",
                "false",
                "esteira.streams.state-dir",
                directory.resolve("streams").toString(),
                "esteira.streams.instance-id",
                name,
                "esteira.streams.standby-replicas",
                "1",
                "logging.config",
                "classpath:" + ChildProcess.LOGGING));
        properties.putAll(surroundings.properties());
        properties.putAll(more);
        ChildProcess process = new ChildProcess(
                name,
                jvm,
                InstanceProcess.class,
                List.of("--spring.config.additional-location=file:" + config),
                data.toAbsolutePath().resolve("logs").resolve(name + ".log"));
        return new ShopInstance(number, port, config, properties, process);
    }

    public int number() {
        return number;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public Path logFile() {
        return process.log();
    }

    /** Of its last process. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns at once. */
    public void start() throws IOException {
        StringWriter text = new StringWriter();
        properties.store(text, null);
        // Holds secrets, which a command line or a log would give away.
        PrivateFile.write(config, text.toString());
        process.start();
    }

    /** Until it says that it may be given orders. */
    public void awaitReady() throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + READY_WITHIN.toNanos();
        while (!isReady()) {
            if (!isAlive()) {
                throw new IOException(process.endedEarly());
            }
            if (System.nanoTime() > deadlineNanos) {
                throw new IOException(
                        process.name() + " is not ready after " + READY_WITHIN.toSeconds() + " s; see " + logFile());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    /** Asks {@code /readyz}; whoever does not answer in time is not ready. */
    public boolean isReady() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/readyz"))
                .timeout(ANSWER_WITHIN)
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** SIGTERM, and all the time that it needs for what it has begun. */
    public void stop() throws InterruptedException {
        process.stop(STOPPED_WITHIN);
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.kill();
    }

    /** SIGSTOP: it stands still, and its connections stay open. */
    public void pause() {
        process.pause();
    }

    /** SIGCONT. */
    public void resume() {
        process.resume();
    }

    ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return process.name();
    }
}
