package io.esteira.lab.trial;

import io.esteira.lab.Trouble;
import io.esteira.local.Broker;
import io.esteira.local.ShopInstance;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One trial from its first process to its verdict. */
final class Trial {

    private static final Duration DECIDED_WITHIN = Duration.ofMinutes(2);
    private static final Duration QUIET_WITHIN = Duration.ofMinutes(5);
    private static final Duration QUIET_WITHIN_SHORT = Duration.ofMinutes(2);

    private final TrialSettings settings;
    private final PrintWriter out;
    private final boolean terminal;
    private final Clock clock = Clock.systemUTC();
    private final List<String> troubles = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    Trial(TrialSettings settings, PrintWriter out, boolean terminal) {
        this.settings = settings;
        this.out = out;
        this.terminal = terminal;
    }

    TrialReport run() throws IOException, SQLException, InterruptedException {
        Files.createDirectories(settings.out());
        TrialLog.to(settings.out());
        Path data = Files.createTempDirectory(settings.out().toAbsolutePath(), "data-");
        try (Warden warden = new Warden();
                ProgressLine progress = new ProgressLine(out, terminal)) {
            if (!settings.keep()) {
                warden.delete(data);
            }
            Disks disks = Disks.under(data, settings.brokers(), settings.orders(), warden);
            progress.say("Trial with seed " + settings.seed() + ": " + settings.orders() + " orders, " + settings.rate()
                    + " a second; everything about it goes to " + settings.out());
            try (SmtpSink mails = new SmtpSink(settings.out(), clock);
                    Journal journal = new Journal(settings.out(), clock)) {
                progress.show(() -> "starting " + settings.brokers() + " brokers, PostgreSQL and "
                        + settings.instances() + " shops");
                try (TrialStack stack = TrialStack.start(settings, data, mails.port(), disks, warden)) {
                    stack.startShops();
                    stack.cluster.brokers().stream().map(Broker::pid).forEach(warden::watch);
                    stack.shops.stream().map(ShopInstance::pid).forEach(warden::watch);
                    return run(stack, disks, mails, journal, warden, progress);
                }
            }
        }
    }

    private TrialReport run(
            TrialStack stack, Disks disks, SmtpSink mails, Journal journal, Warden warden, ProgressLine progress)
            throws InterruptedException {
        String brokers = stack.cluster.bootstrapServers();
        Pulse pulse = new Pulse(clock);
        Shelves shelves = new Shelves(settings.orders());
        Crowd crowd = settings.isFlash() ? settings.flashSale() : new Shoppers(settings.seed(), shelves);
        try (Shops shops = new Shops(stack.shops.stream().map(ShopInstance::url).toList(), stack.credentials.apiKey());
                FlowWatch flow = new FlowWatch(brokers, pulse, clock);
                BadRecords records = new BadRecords(brokers, journal, flow);
                Backlog backlog = new Backlog(brokers)) {
            shops.start();
            progress.show(() -> "filling the shelves");
            new Stocking(shops, journal, settings.seed())
                    .fill(settings.isFlash() ? settings.flashSale().articles() : shelves.articles());
            flow.start();
            Load load = new Load(settings, crowd, shops, journal, pulse, flow, clock);
            Story story = new Story(
                    new Faults(stack, disks, mails, load, records, warden),
                    journal,
                    pulse,
                    flow,
                    clock,
                    settings.isShort());

            long begunMillis = clock.millis();
            if (settings.isFlash()) {
                progress.show(() -> "regulars buy before the sale opens: " + pulse.accepted.sum());
                load.early(settings.flashSale().regulars());
                // It would be sold out before anything broke.
                story.whenFirstBegun(load::start);
            } else {
                load.start();
            }
            progress.show(() -> line(pulse, flow, story, begunMillis));
            tell(story, load, disks, progress);
            progress.show(() -> line(pulse, flow, story, begunMillis));
            load.awaitAllSent(Duration.ofDays(30));
            long loadEndedMillis = clock.millis();
            load.end(DECIDED_WITHIN);
            long endedMillis = clock.millis();

            heal(stack, mails);
            DeadLetterDesk desk = new DeadLetterDesk(shops, records.poison());
            Quiescence.Rest rest = new Quiescence(shops, stack.postgres, backlog, clock)
                    .await(
                            settings.isShort() ? QUIET_WITHIN_SHORT : QUIET_WITHIN,
                            desk::clear,
                            left -> progress.show(() -> "waiting for the last: " + left));
            if (!rest.isDone()) {
                troubles.add("The shop did not come to rest: " + rest);
            } else if (rest.records() != 0) {
                remarks.add("Nothing is left to do, but committed offsets are " + rest.records() + " records behind");
            }
            long quietMillis = clock.millis();
            desk.trouble().ifPresent(troubles::add);

            progress.show(() -> "");
            Proof proof = Proof.of(settings.out(), stack, progress::say);
            Auditor.Opinion auditor = new Auditor(shops).opinion();
            if (!auditor.content()) {
                troubles.add("The shop's own auditor is not content");
            }
            TrialReport.Totals totals = totals(pulse, flow, mails);
            Map<Long, Pulse.Second> seconds = pulse.seconds();
            return new TrialReport(
                    settings,
                    Machine.here(),
                    Machine.version(),
                    begunMillis,
                    loadEndedMillis,
                    endedMillis,
                    quietMillis,
                    totals,
                    story.results(),
                    remarks,
                    Timeline.of(seconds, begunMillis, quietMillis),
                    findings(proof),
                    proof.figures(),
                    auditor.words(),
                    troubles);
        }
    }

    private List<Finding> findings(Proof proof) {
        List<Finding> findings = new ArrayList<>(proof.findings());
        if (settings.isFlash()) {
            findings.add(settings.flashSale().judge(proof.figures()));
        }
        return findings;
    }

    /** At least one round; then more, as long as shoppers come. */
    private void tell(Story story, Load load, Disks disks, ProgressLine progress) throws InterruptedException {
        if (!settings.isFlash()) { // before a sale opens nobody buys, and there is nothing to wait for
            story.warmUp();
        }
        Schedule schedule = settings.schedule();
        for (int round = 0; round == 0 || (!settings.isShort() && !load.isAllSent()); round++) {
            for (PlannedFault plan : schedule.round(round)) {
                if (round > 0 && load.isAllSent()) {
                    return;
                }
                if (plan.kind() == FaultKind.DISK_FULL && disks.how().isEmpty()) {
                    skip(plan, "nothing may be mounted here, and there is no prlimit", progress);
                    continue;
                }
                story.tell(plan);
                FaultResult result = story.results().getLast();
                progress.say(TextReport.line(result));
            }
        }
    }

    private void skip(PlannedFault plan, String why, ProgressLine progress) {
        String line = plan.kind().id() + " is left out: " + why;
        if (!remarks.contains(line)) {
            remarks.add(line);
            progress.say(line);
        }
    }

    /** Whatever a fault may have left behind, it ends here. */
    private void heal(TrialStack stack, SmtpSink mails) throws InterruptedException {
        stack.wires.heal();
        mails.mood(SmtpSink.Mood.GOOD);
        try {
            if (stack.postgres.isAlive()) {
                stack.postgres.resume();
            } else {
                stack.postgres.restart();
            }
            for (Broker broker : stack.cluster.brokers()) {
                if (broker.isAlive()) {
                    broker.resume();
                } else {
                    troubles.add(broker + " had ended by itself; see " + broker.logFile());
                    broker.start();
                }
            }
            for (ShopInstance shop : stack.shops) {
                if (shop.isAlive()) {
                    shop.resume();
                } else {
                    troubles.add(shop + " had ended by itself; see " + shop.logFile());
                    shop.start();
                }
                shop.awaitReady();
            }
        } catch (IOException e) {
            throw new Trouble("The parts did not heal: " + e.getMessage(), e);
        }
    }

    private String line(Pulse pulse, FlowWatch flow, Story story, long begunMillis) {
        double seconds = Math.max(1, clock.millis() - begunMillis) / 1_000.0;
        return String.format(
                Locale.ROOT,
                "%5.0f s  sent %,d of %,d  accepted %,d (%.0f/s)  ended %,d  under way %,d  failed calls %,d  %s",
                seconds,
                pulse.sent.sum(),
                settings.orders(),
                pulse.accepted.sum(),
                pulse.accepted.sum() / seconds,
                flow.settled.sum(),
                flow.inFlight(),
                pulse.failures.sum(),
                story.now());
    }

    private static TrialReport.Totals totals(Pulse pulse, FlowWatch flow, SmtpSink mails) {
        Latencies acceptance = new Latencies();
        Latencies ends = new Latencies();
        pulse.seconds().values().forEach(second -> {
            acceptance.add(second.acceptance);
            ends.add(second.flow);
        });
        long unanswered = pulse.sent.sum() - pulse.accepted.sum() - pulse.refused.sum();
        return new TrialReport.Totals(
                pulse.sent.sum(),
                pulse.attempts.sum(),
                pulse.accepted.sum(),
                pulse.refused.sum(),
                pulse.failures.sum(),
                unanswered,
                flow.confirmed.sum(),
                mails.taken.sum(),
                acceptance.percentileMillis(0.5),
                acceptance.percentileMillis(0.99),
                ends.percentileMillis(0.5),
                ends.percentileMillis(0.99));
    }
}
