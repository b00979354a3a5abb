package io.esteira.lab.speed;

import io.esteira.contracts.Topics;
import io.esteira.lab.Trouble;
import io.esteira.lab.trial.Machine;
import io.esteira.lab.trial.ProgressLine;
import io.esteira.local.Addresses;
import io.esteira.local.Credentials;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The short form: a {@code ./esteira up} that runs already is given orders, and each is looked for in the topic and in
 * the tables. Nothing stands beside it, so that the figure it gives says little; the counts say all.
 */
final class RunningTrial {

    private static final Duration SETTLES_WITHIN = Duration.ofMinutes(3);
    private static final long LOOK_EVERY_MILLIS = 200;

    private final SpeedSettings settings;
    private final URI url;
    private final Addresses addresses;
    private final Credentials credentials;
    private final Runs runs = new Runs();
    private final List<String> troubles = new ArrayList<>();
    private final OrderIds accepted = new OrderIds();

    private RunningTrial(SpeedSettings settings, URI url, Addresses addresses, Credentials credentials) {
        this.settings = settings;
        this.url = url;
        this.addresses = addresses;
        this.credentials = credentials;
    }

    /** @param data of the running shop */
    static RunningTrial of(SpeedSettings settings, URI url, Path data) {
        try {
            return new RunningTrial(settings, url, Addresses.in(data), Credentials.in(data));
        } catch (IOException e) {
            throw new Trouble("Is " + data + " the data directory of a running ./esteira up? " + e.getMessage(), e);
        }
    }

    SpeedReport run(PrintWriter out, boolean terminal) throws IOException, SQLException, InterruptedException {
        long begunMillis = System.currentTimeMillis();
        Files.createDirectories(settings.bench().out());
        Catalogue catalogue = new Catalogue(settings.skus());
        try (ProgressLine progress = new ProgressLine(out, terminal)) {
            progress.show(() -> "filling the shelves with " + settings.skus() + " articles");
            catalogue.fill(url.toString(), credentials.apiKey());
            for (int round = 1; round <= settings.rounds(); round++) {
                progress.show(() -> "sending orders");
                send(round, "r" + Long.toString(begunMillis, Character.MAX_RADIX) + "-" + round, catalogue);
            }
            progress.show(() -> "waiting for the last orders");
            settle();
        }
        Row row = new Row(
                "orders/s, " + settings.connections() + " connections, beside everything else that the shop does",
                "",
                Row.text(runs.spread(Names.OURS, Run::perSecond), "%,.0f"),
                Row.Verdict.TOLD,
                String.format(
                        Locale.ROOT,
                        "%,d orders at %s; every one is in orders.pending, CONFIRMED in the read model and invoiced.",
                        accepted.size(),
                        url));
        return new SpeedReport(
                "Speed of a running shop",
                Machine.here(),
                Machine.version(),
                "./esteira trial speed --data … --url " + url,
                "Every order that was answered with 201 was written, confirmed and invoiced.",
                begunMillis,
                System.currentTimeMillis(),
                troubles.isEmpty() ? List.of(row) : List.of(),
                runs.all(),
                List.of(),
                List.of(),
                troubles);
    }

    private void send(int round, String run, Catalogue catalogue) throws InterruptedException {
        OrderRequests requests = new OrderRequests(run, credentials.apiKey(), catalogue.skus(), round);
        try (WrittenOrders written = new WrittenOrders(addresses.bootstrapServers(), Topics.ORDERS_PENDING.name())) {
            Map<TopicPartition, Long> begin = written.ends();
            Load.Result load = Load.closed(new Load.Plan(
                    List.of(url.getPort()), requests, settings.connections(), Duration.ZERO, settings.round()));
            String what = "round " + round;
            troubles.addAll(Tally.of(load.accepted(), written.since(begin)).complaintsOfLoss(what));
            if (load.failed() > 0) {
                troubles.add(what + ": " + load.failed() + " requests were not answered with 201; the first: "
                        + load.firstFailure());
            }
            accepted.addAll(load.accepted());
            runs.add(Run.of(Names.OURS, round, load, CpuTimes.none()));
        }
        if (accepted.size() == 0) {
            troubles.add("Not one order was accepted");
        }
    }

    private void settle() throws SQLException, InterruptedException {
        long deadlineNanos = System.nanoTime() + SETTLES_WITHIN.toNanos();
        try (Connection connection =
                DriverManager.getConnection(addresses.jdbcUrl(), addresses.username(), addresses.password())) {
            while (true) {
                List<String> missing = missing(connection);
                if (missing.isEmpty()) {
                    return;
                }
                if (System.nanoTime() > deadlineNanos) {
                    troubles.addAll(missing);
                    return;
                }
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        }
    }

    private List<String> missing(Connection connection) throws SQLException {
        List<String> missing = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT (SELECT count(*) FROM orders.orders WHERE id = ANY (?) AND status = 'CONFIRMED'),
                       (SELECT count(*) FROM billing.invoices WHERE order_id = ANY (?))
                """)) {
            var ids = connection.createArrayOf("uuid", accepted.sorted());
            statement.setArray(1, ids);
            statement.setArray(2, ids);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                compare(missing, "CONFIRMED", row.getLong(1));
                compare(missing, "invoiced", row.getLong(2));
            }
        }
        return missing;
    }

    private void compare(List<String> missing, String what, long found) {
        if (found != accepted.size()) {
            missing.add(String.format(Locale.ROOT, "%,d of %,d orders are %s", found, accepted.size(), what));
        }
    }
}
