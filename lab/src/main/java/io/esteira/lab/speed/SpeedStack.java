package io.esteira.lab.speed;

import io.esteira.lab.Trouble;
import io.esteira.lab.trial.Warden;
import io.esteira.local.Broker;
import io.esteira.local.BrokerCluster;
import io.esteira.local.Credentials;
import io.esteira.local.FreePort;
import io.esteira.local.LocalPostgres;
import io.esteira.local.ShopInstance;
import io.esteira.local.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.errors.ElectionNotNeededException;

/** Three brokers and PostgreSQL, durable as in production, and whatever is measured on them; all as processes. */
final class SpeedStack implements AutoCloseable {

    static final int BROKERS = 3;
    static final long ADMIN_SECONDS = 60;
    /** Sent to, but by nobody: no worker sends mails here. */
    private static final int NO_MAIL_SERVER = 9;

    private final Path data;
    private final Warden warden;
    private final StackSettings settings;
    final Credentials credentials;
    final BrokerCluster cluster;
    final LocalPostgres postgres;
    final Baselines baselines;
    private final List<ShopInstance> shops = new ArrayList<>();

    private SpeedStack(
            Path data,
            Warden warden,
            StackSettings settings,
            Credentials credentials,
            BrokerCluster cluster,
            LocalPostgres postgres) {
        this.data = data;
        this.warden = warden;
        this.settings = settings;
        this.credentials = credentials;
        this.cluster = cluster;
        this.postgres = postgres;
        this.baselines = new Baselines(this, settings, warden);
    }

    /** @param data goes when the trial ends */
    static SpeedStack start(Path data, StackSettings settings, Warden warden)
            throws IOException, SQLException, InterruptedException {
        Credentials credentials = Credentials.in(Files.createDirectories(data));
        LocalPostgres postgres = LocalPostgres.start(data, credentials.postgresPassword());
        warden.watchPostgres(data.resolve("postgres"));
        BrokerCluster cluster = BrokerCluster.of(new BrokerCluster.Layout(BROKERS, data));
        SpeedStack stack = new SpeedStack(data, warden, settings, credentials, cluster, postgres);
        try {
            cluster.start();
        } catch (IOException | InterruptedException e) {
            stack.close();
            throw e;
        }
        cluster.brokers().stream().map(Broker::pid).forEach(warden::watch);
        return stack;
    }

    /** Laid out, not started. */
    ShopInstance shop(int number, String roles) throws IOException {
        return shop(number, roles, List.of());
    }

    /** @param jvm options of its JVM beside those that every server of this trial has */
    ShopInstance shop(int number, String roles, List<String> jvm) throws IOException {
        Map<String, String> more = new HashMap<>(Map.of(
                "esteira.roles",
                roles,
                "esteira.kafka.partitions",
                String.valueOf(settings.partitions()),
                "esteira.streams.standby-replicas",
                "0",
                "esteira.web.warm-up",
                "0s",
                "esteira.shutdown.drain",
                "0s",
                // An order that Kafka keeps waiting would go through the spool too, and come to the topic twice; it is
                // one order all the same, but this counts records.
                "esteira.intake.kafka-patience",
                "9s",
                // Whoever has to wait here waits for others, and that is what is measured.
                "esteira.orderflow.reservation-timeout",
                "2h",
                "esteira.orderflow.payment-timeout",
                "3h",
                // Mails are written down and not sent: composing them is the mail server's trial, not this one.
                "esteira.notifications.workers",
                "0"));
        more.putAll(settings.properties());
        Surroundings surroundings = new Surroundings(
                cluster.bootstrapServers(),
                postgres.jdbcUrl(),
                postgres.username(),
                postgres.password(),
                "127.0.0.1",
                NO_MAIL_SERVER,
                credentials);
        List<String> options =
                Stream.concat(settings.jvmOptions().stream(), jvm.stream()).toList();
        ShopInstance shop = ShopInstance.of(number, FreePort.onLoopback(), data, surroundings, more, options);
        shops.add(shop);
        return shop;
    }

    /** One that goes when the trial ends. */
    Path file(String name) {
        return data.resolve(name);
    }

    /** @return how long it took until it was ready */
    Duration start(ShopInstance shop) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        shop.start();
        watch(shop);
        shop.awaitReady();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    void watch(ShopInstance shop) {
        warden.watch(shop.pid());
    }

    static int port(ShopInstance shop) {
        return Integer.parseInt(shop.url().substring(shop.url().lastIndexOf(':') + 1));
    }

    /** So that each broker leads its share, as it was laid out. */
    void electPreferredLeaders() throws InterruptedException {
        try (Admin admin = admin()) {
            admin.electLeaders(ElectionType.PREFERRED, null).all().get(ADMIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof ElectionNotNeededException)) {
                throw new Trouble("The brokers did not elect leaders: " + e.getMessage(), e);
            }
        } catch (TimeoutException e) {
            throw new Trouble("The brokers did not elect leaders in time", e);
        }
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
    }

    Connection connection() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
    }

    /** @param servers whoever is measured */
    CpuTimes cpu(List<Long> servers) {
        Map<Part, Long> micros = new EnumMap<>(Part.class);
        micros.put(
                Part.SHOP, servers.stream().mapToLong(ProcessTimes::cpuMicros).sum());
        micros.put(
                Part.BROKERS,
                cluster.brokers().stream()
                        .mapToLong(broker -> ProcessTimes.cpuMicros(broker.pid()))
                        .sum());
        micros.put(Part.POSTGRES, ProcessTimes.cpuMicrosOfTree(postgresPid()));
        micros.put(Part.CLIENT, ProcessTimes.cpuMicros(ProcessHandle.current().pid()));
        return new CpuTimes(micros);
    }

    private long postgresPid() {
        try {
            return Long.parseLong(Files.readAllLines(data.resolve("postgres").resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
        } catch (IOException e) {
            throw new Trouble("PostgreSQL has gone: " + e.getMessage(), e);
        }
    }

    /** Shops and baselines; brokers and database stay. */
    void stopServers() throws InterruptedException {
        for (ShopInstance shop : shops) {
            shop.stop();
        }
        baselines.stop();
    }

    @Override
    public void close() {
        try {
            for (ShopInstance shop : shops) {
                shop.kill();
            }
            baselines.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cluster.close();
        postgres.close();
    }
}
