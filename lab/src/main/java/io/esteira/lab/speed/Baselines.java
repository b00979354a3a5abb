package io.esteira.lab.speed;

import io.esteira.lab.Trouble;
import io.esteira.lab.speed.baseline.BaselineServer;
import io.esteira.lab.trial.Warden;
import io.esteira.local.ChildProcess;
import io.esteira.local.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** What could be had instead of the shop, on the same brokers and the same PostgreSQL. */
final class Baselines {

    /** Where the tutorial's orders go, and those of the bare producer. */
    static final String TOPIC = "baseline.orders";

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(10);

    private final SpeedStack stack;
    private final StackSettings settings;
    private final Warden warden;
    private final List<ChildProcess> running = new ArrayList<>();

    Baselines(SpeedStack stack, StackSettings settings, Warden warden) {
        this.stack = stack;
        this.settings = settings;
        this.warden = warden;
    }

    /** What they write to; laid out as the shop's own. */
    void prepare() throws SQLException, InterruptedException {
        try (Connection connection = stack.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS baseline");
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS baseline.orders (id uuid PRIMARY KEY, document jsonb NOT NULL)");
            statement.execute("""
                    CREATE TABLE IF NOT EXISTS baseline.outbox (
                        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                        order_id uuid NOT NULL,
                        topic text NOT NULL,
                        payload jsonb NOT NULL
                    )
                    """);
        }
        createTopic();
        stack.electPreferredLeaders();
    }

    private void createTopic() throws InterruptedException {
        try (Admin admin = stack.admin()) {
            admin.createTopics(List.of(new NewTopic(TOPIC, settings.partitions(), (short) SpeedStack.BROKERS)
                            .configs(Map.of("min.insync.replicas", "2"))))
                    .all()
                    .get(SpeedStack.ADMIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Trouble("Kafka did not make the topic " + TOPIC + ": " + e.getMessage(), e);
        }
    }

    /** One of them with a port of its own, ready. */
    Subject start(String kind) throws IOException, InterruptedException {
        int port = FreePort.onLoopback();
        Path config = stack.file(kind + ".properties");
        Files.createFile(config, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                config,
                String.join(
                        "\n",
                        "server.port=" + port,
                        "server.address=127.0.0.1",
                        "spring.threads.virtual.enabled=true",
                        "server.tomcat.accept-count=1000",
                        "server.tomcat.max-keep-alive-requests=10000",
                        "baseline.topic=" + TOPIC,
                        "spring.kafka.bootstrap-servers=" + stack.cluster.bootstrapServers(),
                        "spring.kafka.producer.value-serializer="
                                + "org.springframework.kafka.support.serializer.JacksonJsonSerializer",
                        "spring.datasource.url=" + stack.postgres.jdbcUrl(),
                        "spring.datasource.username=" + stack.postgres.username(),
                        "spring.datasource.password=" + stack.postgres.password(),
                        "spring.datasource.hikari.maximum-pool-size=32",
                        "spring.datasource.hikari.connection-timeout=30000",
                        "logging.config=classpath:" + ChildProcess.LOGGING,
                        ""));
        ChildProcess process = new ChildProcess(
                kind,
                settings.jvmOptions(),
                BaselineServer.class,
                List.of(kind, "--spring.config.additional-location=file:" + config.toAbsolutePath()),
                stack.file("logs").resolve(kind + ".log"));
        running.add(process);
        process.start();
        warden.watch(process.pid());
        process.awaitReady(READY_WITHIN);
        return new Subject(kind, port, process.pid());
    }

    void stop() throws InterruptedException {
        for (ChildProcess baseline : running) {
            baseline.stop(STOPPED_WITHIN);
        }
    }

    void kill() throws InterruptedException {
        for (ChildProcess baseline : running) {
            baseline.kill();
        }
    }
}
