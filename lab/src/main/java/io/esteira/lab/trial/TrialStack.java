package io.esteira.lab.trial;

import io.esteira.local.BrokerCluster;
import io.esteira.local.Credentials;
import io.esteira.local.FreePort;
import io.esteira.local.LocalPostgres;
import io.esteira.local.Routes;
import io.esteira.local.ShopInstance;
import io.esteira.local.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Brokers, PostgreSQL and shops as processes, with a wire of our own on every way between them that may be cut: from
 * each shop to each broker and to PostgreSQL, and from each broker to the controllers of the others.
 */
final class TrialStack implements AutoCloseable {

    /** Mails wait an hour between their last attempts; nobody waits so long for a trial. */
    private static final Map<String, String> IMPATIENT = Map.of("esteira.notifications.longest-pause", "5s");

    final Credentials credentials;
    final BrokerCluster cluster;
    final LocalPostgres postgres;
    final List<ShopInstance> shops = new ArrayList<>();
    final Wires wires;

    private TrialStack(Credentials credentials, BrokerCluster cluster, LocalPostgres postgres, Wires wires) {
        this.credentials = credentials;
        this.cluster = cluster;
        this.postgres = postgres;
        this.wires = wires;
    }

    /** Lays everything out and starts brokers and database; {@link #startShops} starts the rest. */
    static TrialStack start(TrialSettings settings, Path data, int smtpPort, Disks disks, Warden warden)
            throws IOException, SQLException, InterruptedException {
        Credentials credentials = Credentials.in(Files.createDirectories(data));
        LocalPostgres postgres = LocalPostgres.start(data, credentials.postgresPassword());
        warden.watchPostgres(data.resolve("postgres"));
        Wires wires = new Wires(settings.instances(), port(postgres.jdbcUrl()));
        List<String> listeners = IntStream.rangeClosed(1, settings.instances())
                .mapToObj(Wires::listener)
                .toList();
        BrokerCluster cluster = BrokerCluster.of(new BrokerCluster.Layout(settings.brokers(), data)
                .withClientListeners(listeners)
                .withRoutes(wires)
                .withLogDirs(disks::logDir));
        TrialStack stack = new TrialStack(credentials, cluster, postgres, wires);
        cluster.start();
        Map<String, String> properties = new HashMap<>(IMPATIENT);
        properties.putAll(settings.properties());
        for (int number = 1; number <= settings.instances(); number++) {
            stack.shops.add(stack.shop(number, data, smtpPort, properties));
        }
        return stack;
    }

    private ShopInstance shop(int number, Path data, int smtpPort, Map<String, String> properties) throws IOException {
        Surroundings surroundings = new Surroundings(
                cluster.bootstrapServers(Wires.listener(number)),
                postgres.jdbcUrl()
                        .replace(
                                ":" + port(postgres.jdbcUrl()),
                                ":" + wires.postgres(number).port()),
                postgres.username(),
                postgres.password(),
                Routes.LOOPBACK,
                smtpPort,
                credentials);
        return ShopInstance.of(number, FreePort.onLoopback(), data, surroundings, properties);
    }

    private static int port(String jdbcUrl) {
        return Integer.parseInt(jdbcUrl.replaceAll(".*:(\\d+)/.*", "$1"));
    }

    /** The first alone, for it lays out topics and tables; then the others together. */
    void startShops() throws IOException, InterruptedException {
        shops.getFirst().start();
        shops.getFirst().awaitReady();
        for (ShopInstance shop : shops.subList(1, shops.size())) {
            shop.start();
        }
        for (ShopInstance shop : shops) {
            shop.awaitReady();
        }
    }

    /** @param number counts from 1 */
    ShopInstance shop(int number) {
        return shops.get(number - 1);
    }

    /** Everything together, so that none waits for what another has lost. */
    @Override
    public void close() {
        wires.heal();
        List<Thread> stopping = shops.stream()
                .map(shop -> Thread.ofVirtual().start(() -> {
                    try {
                        shop.kill();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .toList();
        try {
            for (Thread each : stopping) {
                each.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cluster.close();
        postgres.close();
        wires.close();
    }
}
