package io.esteira.lab.trial;

import io.esteira.lab.trial.Pulse.Second;
import io.esteira.lab.trial.TrialReport.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Seconds, put together to as many steps as a picture can show. */
final class Timeline {

    private static final int STEPS_MAX = 400;

    private Timeline() {}

    static List<Moment> of(Map<Long, Second> seconds, long begunMillis, long endedMillis) {
        long first = Math.floorDiv(begunMillis, 1_000L);
        long last = Math.floorDiv(endedMillis, 1_000L);
        int width = (int) Math.max(1, Math.ceilDiv(last - first + 1, (long) STEPS_MAX));
        List<Moment> moments = new ArrayList<>();
        for (long from = first; from <= last; from += width) {
            moments.add(moment(seconds, from, width));
        }
        return moments;
    }

    private static Moment moment(Map<Long, Second> seconds, long from, int width) {
        long accepted = 0;
        long settled = 0;
        long failed = 0;
        Latencies acceptance = new Latencies();
        Latencies flow = new Latencies();
        for (long second = from; second < from + width; second++) {
            Second one = seconds.get(second);
            if (one != null) {
                accepted += one.accepted.get();
                settled += one.settled.get();
                failed += one.failures.get();
                acceptance.add(one.acceptance);
                flow.add(one.flow);
            }
        }
        return new Moment(
                from * 1_000,
                width,
                accepted,
                settled,
                failed,
                acceptance.percentileMillis(0.5),
                acceptance.percentileMillis(0.99),
                flow.percentileMillis(0.5));
    }
}
