package io.esteira.lab.speed;

import io.esteira.contracts.StockLevel;
import io.esteira.contracts.Topics;
import io.esteira.lab.trial.Machine;
import io.esteira.lab.trial.ProgressLine;
import io.esteira.local.ShopInstance;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/** One article, far too little of it, and everybody wants it: how fast it is decided who gets one. */
final class FlashTrial {

    private static final String SKU = "FLASH-01";
    private static final String NOWHERE = "FLASH-00";
    private static final String ALL = "all";
    private static final String DECIDING = "orderflow";
    private static final long LOOK_EVERY_MILLIS = 200;
    private static final Duration SETTLES_WITHIN = Duration.ofMinutes(20);

    private final FlashSettings settings;
    private final PrintWriter out;
    private final boolean terminal;
    private final Runs runs = new Runs();
    private final List<Row> rows = new ArrayList<>();
    private final List<Plot> plots = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();

    FlashTrial(FlashSettings settings, PrintWriter out, boolean terminal) {
        this.settings = settings;
        this.out = out;
        this.terminal = terminal;
    }

    SpeedReport run() throws IOException, SQLException, InterruptedException {
        long begunMillis = System.currentTimeMillis();
        settings.bench().measure(out, terminal, this::measure);
        return new SpeedReport(
                "Flash sale",
                Machine.here(),
                Machine.version(),
                "./esteira trial flash --buyers " + settings.buyers() + " --pieces " + settings.pieces(),
                "Exactly as many were sold as there were.",
                begunMillis,
                System.currentTimeMillis(),
                rows,
                runs.all(),
                plots,
                List.of(),
                troubles);
    }

    private void measure(SpeedStack stack, ProgressLine progress)
            throws IOException, SQLException, InterruptedException {
        ShopInstance shop = stack.shop(1, ALL);
        progress.show(() -> "starting the shop");
        stack.start(shop);
        stack.electPreferredLeaders();
        new Catalogue(List.of(SKU)).fill(shop.url(), stack.credentials.apiKey(), settings.pieces());
        shop.stop();

        HotRow hotRow = new HotRow(stack);
        progress.show(() -> "the hot row");
        add(hotRow.selling(1, settings.round()), progress);
        Decisions decisions = decide(stack, progress);
        progress.show(() -> "the hot row");
        for (int round = 2; round <= settings.rounds(); round++) {
            add(hotRow.selling(round, settings.round()), progress);
        }
        add(hotRow.sale(settings.pieces(), settings.buyers(), settings.round().multipliedBy(6)), progress);

        Outcome outcome = settle(stack, shop, progress);
        troubles.addAll(outcome.complaints(settings));
        if (decisions.reserved() != settings.pieces()
                || decisions.reserved() + decisions.refused() != settings.buyers()
                || decisions.count() != settings.buyers()) {
            troubles.add(String.format(
                    Locale.ROOT,
                    "orders.events: %,d orders with stock and %,d rejected in %,d records",
                    decisions.reserved(),
                    decisions.refused(),
                    decisions.count()));
        }
        rows.addAll(FlashRows.of(runs, settings, decisions, outcome));
        plots.add(new Plot("decided", List.of(new Plot.Line("buyers who know", decisions.seen()))));
    }

    /** The order flow alone, once it has refused enough buyers of an article that does not exist to be warm. */
    private Decisions decide(SpeedStack stack, ProgressLine progress) throws IOException, InterruptedException {
        ShopInstance deciding = stack.shop(2, DECIDING);
        progress.show(() -> "starting the order flow");
        deciding.start();
        stack.watch(deciding);
        try (WrittenOrders topic = Decisions.topic(stack)) {
            Rush rehearsal = new Rush(stack, deciding, topic);
            rehearsal.want(NOWHERE, settings.warmUp(), progress);
            Rush rush = new Rush(stack, deciding, topic);
            add(rush.want(SKU, settings.buyers(), progress), progress);
            return rush.decisions();
        } finally {
            deciding.stop();
        }
    }

    private void add(Run run, ProgressLine progress) {
        runs.add(run);
        progress.say(String.format(Locale.ROOT, "%-20s %,10.0f decisions/s", run.what(), run.perSecond()));
    }

    /** Everything else of the shop, until every buyer's order is at its end in the read model. */
    private Outcome settle(SpeedStack stack, ShopInstance shop, ProgressLine progress)
            throws IOException, SQLException, InterruptedException {
        progress.show(() -> "starting the whole shop");
        stack.start(shop);
        AtomicReference<Outcome> outcome = new AtomicReference<>(Outcome.of(stack, stockLevel(stack)));
        progress.show(() -> outcome.get().toString());
        long deadlineNanos = System.nanoTime() + SETTLES_WITHIN.toNanos();
        while (!outcome.get().complaints(settings).isEmpty() && System.nanoTime() < deadlineNanos) {
            Thread.sleep(5 * LOOK_EVERY_MILLIS);
            outcome.set(Outcome.of(stack, stockLevel(stack)));
        }
        return outcome.get();
    }

    private static StockLevel stockLevel(SpeedStack stack) {
        AtomicReference<StockLevel> last = new AtomicReference<>(new StockLevel(SKU, 0, 0, 0, java.time.Instant.EPOCH));
        try (WrittenOrders levels = new WrittenOrders(stack.cluster.bootstrapServers(), Topics.STOCK_LEVELS.name())) {
            levels.read(levels.begins(), levels.ends(), record -> {
                if (record.key().equals(SKU)) {
                    last.set(Topics.STOCK_LEVELS.decode(record.value()));
                }
            });
        }
        return last.get();
    }
}
