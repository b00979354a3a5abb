package io.esteira.lab.speed;

import io.esteira.lab.trial.Machine;
import io.esteira.lab.trial.ProgressLine;
import io.esteira.lab.trial.TrialLog;
import io.esteira.lab.trial.Warden;
import io.esteira.local.ShopInstance;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One measuring from its first process to its table. */
final class SpeedTrial {

    private static final String TAKING_ORDERS = "catalog,intake";
    private static final String ALL = "all";

    private final SpeedSettings settings;
    private final PrintWriter out;
    private final boolean terminal;
    private final Runs runs = new Runs();
    private final List<Row> rows = new ArrayList<>();
    private final List<Plot> plots = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private final String run = "s" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

    SpeedTrial(SpeedSettings settings, PrintWriter out, boolean terminal) {
        this.settings = settings;
        this.out = out;
        this.terminal = terminal;
    }

    SpeedReport run() throws IOException, SQLException, InterruptedException {
        ProcessTimes.mustBeKnown();
        long begunMillis = System.currentTimeMillis();
        Files.createDirectories(settings.out());
        TrialLog.to(settings.out());
        Path data = Files.createTempDirectory(settings.out().toAbsolutePath(), "data-");
        try (Warden warden = new Warden();
                ProgressLine progress = new ProgressLine(out, terminal)) {
            if (!settings.keep()) {
                warden.delete(data);
            }
            progress.show(() -> "starting three brokers and PostgreSQL");
            try (SpeedStack stack = SpeedStack.start(data, settings, warden)) {
                measure(stack, progress);
            }
        }
        return new SpeedReport(
                "Speed",
                Machine.here(),
                Machine.version(),
                "./esteira trial speed",
                begunMillis,
                System.currentTimeMillis(),
                rows,
                runs.all(),
                plots,
                remarks,
                troubles);
    }

    private void measure(SpeedStack stack, ProgressLine progress)
            throws IOException, SQLException, InterruptedException {
        Catalogue catalogue = new Catalogue(settings.skus());
        ShopInstance whole = stack.shop(1, ALL);
        progress.show(() -> "starting the shop");
        Duration first = stack.start(whole);
        remarks.add("First start of the shop, topics and tables made: " + first.toMillis() + " ms.");
        stack.electPreferredLeaders();
        progress.show(() -> "filling the shelves with " + settings.skus() + " articles");
        catalogue.fill(whole.url(), stack.credentials.apiKey());
        whole.stop();
        ShopInstance taking = stack.shop(2, TAKING_ORDERS);
        progress.show(() -> "starting a shop that only takes orders");
        stack.start(taking);
        Subject ours = new Subject(Names.OURS, SpeedStack.port(taking), taking.pid());
        new IntakeRounds(stack, settings, catalogue, progress, runs, troubles, run).run(ours);
        rows.addAll(IntakeRows.of(runs, settings));
        taking.stop();
    }
}
