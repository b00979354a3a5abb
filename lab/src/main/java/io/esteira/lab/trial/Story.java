package io.esteira.lab.trial;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets faults come one after the other, each when the shop has recovered from the one before, and measures. */
final class Story {

    private static final Logger log = LoggerFactory.getLogger(Story.class);

    /** In calm no plain order takes nearly as long. */
    static final long USUAL_MILLIS_MAX = 3_000;

    private static final long LOOK_EVERY_MILLIS = 100;
    private static final long PATIENCE_MILLIS = 180_000;
    private static final long WARM_MILLIS_MAX = 600_000;
    private static final long PATIENCE_MILLIS_SHORT = 60_000;

    private final Faults faults;
    private final Journal journal;
    private final Pulse pulse;
    private final FlowWatch flow;
    private final Clock clock;
    private final long patienceMillis;
    private final List<FaultResult> results = new CopyOnWriteArrayList<>();
    private volatile String now = "";
    private Runnable opening = () -> {};

    Story(Faults faults, Journal journal, Pulse pulse, FlowWatch flow, Clock clock, boolean isShort) {
        this.faults = faults;
        this.journal = journal;
        this.pulse = pulse;
        this.flow = flow;
        this.clock = clock;
        this.patienceMillis = isShort ? PATIENCE_MILLIS_SHORT : PATIENCE_MILLIS;
    }

    /** Something to do as soon as the first fault has begun. */
    void whenFirstBegun(Runnable opening) {
        this.opening = opening;
    }

    /** What is wrong at the moment, for people. */
    String now() {
        return now;
    }

    List<FaultResult> results() {
        return new ArrayList<>(results);
    }

    /** Until the first orders have come to their end everywhere: what is slow because it is new is no fault's doing. */
    void warmUp() throws InterruptedException {
        now = "warming up";
        try (FlowWatch.Window flowing = flow.window()) {
            awaitRecovery(flowing, clock.millis(), WARM_MILLIS_MAX);
        }
        now = "calm";
    }

    void tell(PlannedFault plan) throws InterruptedException {
        now = "calm";
        Thread.sleep(plan.calmMillis());
        String what = plan.kind().id() + (plan.target().equals("-") ? "" : " " + plan.target());
        now = what;
        Fault fault = faults.of(plan);
        String note = "";
        journal.fault(plan.kind().id(), plan.target(), true);
        long beganMillis = clock.millis();
        try (Pulse.Window felt = pulse.window();
                FlowWatch.Window sinceBefore = flow.window()) {
            note += attempt(plan, fault::begin);
            opening.run();
            opening = () -> {};
            try (FlowWatch.Window sinceThen = flow.window()) {
                // What is all done in its beginning may have let orders through before that was over.
                FlowWatch.Window flowing = plan.lastsMillis() == 0 ? sinceBefore : sinceThen;
                Thread.sleep(plan.lastsMillis());
                note += attempt(plan, fault::end);
                long healedMillis = clock.millis();
                journal.fault(plan.kind().id(), plan.target(), false);
                now = "recovering from " + what;
                long backlogGoneMillis = awaitRecovery(flowing, healedMillis, patienceMillis);
                results.add(new FaultResult(
                        plan,
                        beganMillis,
                        healedMillis,
                        clock.millis(),
                        felt.longestWaitMillis(),
                        felt.longestSilenceMillis(),
                        felt.failed(),
                        felt.accepted(),
                        flowing.isFlowing() ? Math.max(0, flowing.flowingSinceMillis() - beganMillis) : -1,
                        backlogGoneMillis < 0 ? -1 : backlogGoneMillis - healedMillis,
                        note));
            }
        }
        now = "calm";
    }

    /** @return when no order waited for longer than usual any more; -1 if that did not come */
    private long awaitRecovery(FlowWatch.Window flowing, long healedMillis, long patienceMillis)
            throws InterruptedException {
        long backlogGoneMillis = -1;
        while (clock.millis() - healedMillis < patienceMillis) {
            boolean isUsual =
                    flow.oldestMillis() < USUAL_MILLIS_MAX && pulse.longestPresentWaitMillis() < USUAL_MILLIS_MAX;
            if (!isUsual) {
                backlogGoneMillis = -1;
            } else if (backlogGoneMillis < 0) {
                backlogGoneMillis = clock.millis();
            }
            if (backlogGoneMillis >= 0 && flowing.isFlowing()) {
                return backlogGoneMillis;
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        return backlogGoneMillis;
    }

    private interface Act {
        void run() throws Exception;
    }

    private static String attempt(PlannedFault plan, Act act) throws InterruptedException {
        try {
            act.run();
            return "";
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            log.warn("{} did not go as planned", plan, e);
            return e + " ";
        }
    }
}
