package io.esteira.lab.speed;

import io.esteira.lab.trial.Machine;
import io.esteira.lab.trial.ProgressLine;
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
    private static final String INSTANCES = "one to three instances, CPU per order";
    private static final String WITHIN = "within 10 %";
    private static final int FURTHER = 10;
    private static final double MIB = 1024.0 * 1024;

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
        long begunMillis = System.currentTimeMillis();
        settings.bench().measure(out, terminal, this::measure);
        return new SpeedReport(
                "Speed",
                Machine.here(),
                Machine.version(),
                "./esteira trial speed",
                "Every order that was answered with 201 was written exactly once.",
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
        ShopInstance shop = stack.shop(1, ALL);
        progress.show(() -> "starting the shop");
        Duration first = stack.start(shop);
        remarks.add("First start of the shop, topics and tables made: " + first.toMillis() + " ms.");
        stack.electPreferredLeaders();
        progress.show(() -> "filling the shelves with " + settings.skus() + " articles");
        catalogue.fill(shop.url(), stack.credentials.apiKey());

        WholeWay wholeWay = new WholeWay(stack, settings, catalogue, List.of(shop), progress, troubles, run);
        List<Row> wayRows = new ArrayList<>();
        if (settings.measures(Stage.WAY)) {
            wholeWay = wholeWay(stack, shop, wholeWay, wayRows, progress);
        }
        List<Row> readyRows = settings.measures(Stage.START) ? ready(stack, shop, progress) : List.of();
        shop.stop();
        long taken = 0;
        if (settings.measures(Stage.INTAKE) || settings.measures(Stage.DRAIN)) {
            taken = intake(stack, catalogue, progress);
        }
        rows.addAll(wayRows);
        if (settings.measures(Stage.DRAIN)) {
            drain(stack, shop, wholeWay.accepted().size() + taken, progress);
        }
        rows.addAll(readyRows);
        rows.add(Row.notRun("flash sale ÷ hot row", "≥ 15, exactly 10,000 sold", "./esteira trial flash measures it."));
    }

    /** @return the last that was measured: it knows all orders */
    private WholeWay wholeWay(
            SpeedStack stack, ShopInstance shop, WholeWay wholeWay, List<Row> told, ProgressLine progress)
            throws IOException, SQLException, InterruptedException {
        WholeWay.Sustained one = wholeWay.sustained();
        told.addAll(wholeWay(wholeWay, one, progress));
        if (settings.instances() == 1) {
            told.add(Row.notRun(INSTANCES, WITHIN, "--instances 3 compares, where there are processors for three."));
            return wholeWay;
        }
        WholeWay several = severalInstances(stack, shop, wholeWay, progress);
        told.add(WholeWayRows.instances(one, several.sustained(), settings.instances()));
        stack.stopServers();
        stack.start(shop);
        return several;
    }

    private void drain(SpeedStack stack, ShopInstance shop, long all, ProgressLine progress)
            throws IOException, SQLException, InterruptedException {
        Drain.Drained drained = Drain.run(stack, shop, all, settings.drain(), progress);
        if (drained.left() <= 0) {
            troubles.addAll(Books.complaintsAtRest(stack, all));
        }
        plot("drain", drained.moments());
        rows.add(WholeWayRows.drained(drained));
    }

    private WholeWay severalInstances(SpeedStack stack, ShopInstance first, WholeWay wholeWay, ProgressLine progress)
            throws IOException, InterruptedException {
        List<ShopInstance> shops = new ArrayList<>(List.of(first));
        for (int i = 2; i <= settings.instances(); i++) {
            progress.show(() -> "starting further shops");
            ShopInstance further = stack.shop(FURTHER + i, ALL);
            stack.start(further);
            shops.add(further);
        }
        return wholeWay.with(shops);
    }

    private List<Row> wholeWay(WholeWay wholeWay, WholeWay.Sustained sustained, ProgressLine progress)
            throws SQLException, InterruptedException {
        plot("whole way", sustained.moments());
        List<Row> told = new ArrayList<>(List.of(
                WholeWayRows.sustained(sustained), WholeWayRows.cpu(sustained), WholeWayRows.growth(sustained)));
        told.forEach(row -> progress.say(row.what() + ": " + row.seen()));
        Row timed = WholeWayRows.timed(wholeWay.timed(sustained.perSecond()));
        progress.say(timed.what() + ": " + timed.seen());
        told.addFirst(timed);
        return told;
    }

    /** Without a cache of loaded classes, and with one that a start before has left (JEP 483, JEP 514). */
    private List<Row> ready(SpeedStack stack, ShopInstance shop, ProgressLine progress)
            throws IOException, InterruptedException {
        Spread without = starts(stack, shop, progress);
        shop.stop();
        Path cache = stack.file("shop.aot");
        progress.show(() -> "making a cache of loaded classes");
        ShopInstance training = stack.shop(1, ALL, List.of("-XX:AOTCacheOutput=" + cache));
        stack.start(training);
        training.stop();
        if (!Files.exists(cache)) {
            remarks.add("The JVM made no cache of loaded classes; " + training.logFile() + " may say why.");
            return List.of(WholeWayRows.ready(without), WholeWayRows.readyNotMeasured());
        }
        ShopInstance quick = stack.shop(1, ALL, List.of("-XX:AOTCache=" + cache));
        stack.start(quick);
        Spread with = starts(stack, quick, progress);
        quick.stop();
        return List.of(WholeWayRows.ready(without), WholeWayRows.readyFromCache(with));
    }

    private Spread starts(SpeedStack stack, ShopInstance shop, ProgressLine progress)
            throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < settings.rounds(); i++) {
            progress.show(() -> "starting the shop again");
            shop.stop();
            millis.add(stack.start(shop).toNanos() / 1e6);
        }
        return Spread.of(millis);
    }

    /** @return how many orders were taken */
    private long intake(SpeedStack stack, Catalogue catalogue, ProgressLine progress)
            throws IOException, SQLException, InterruptedException {
        ShopInstance taking = stack.shop(2, TAKING_ORDERS);
        progress.show(() -> "starting a shop that only takes orders");
        stack.start(taking);
        Subject ours = new Subject(Names.OURS, SpeedStack.port(taking), taking.pid());
        IntakeRounds rounds = new IntakeRounds(stack, settings, catalogue, progress, runs, troubles, run);
        if (settings.measures(Stage.INTAKE)) {
            rounds.run(ours);
            rows.addAll(IntakeRows.of(runs, settings));
        }
        if (settings.measures(Stage.DRAIN)) {
            rounds.fillUp(ours);
        }
        taking.stop();
        return rounds.accepted();
    }

    private void plot(String what, List<Moment> moments) {
        plots.add(new Plot(what + ", orders/s", List.of(Moments.rates("orders/s", moments))));
        plots.add(new Plot(
                what + ", memory of the shop, MiB",
                List.of(
                        Moments.line("heap in use", moments, moment -> moment.heapBytes() / MIB),
                        Moments.line("resident", moments, moment -> moment.residentBytes() / MIB))));
    }
}
