package io.esteira.lab.trial;

import java.util.List;
import java.util.Map;

/**
 * All that is told of a trial.
 *
 * @param begunMillis when shoppers began to come
 * @param endedMillis when nobody came any more
 * @param loadEndedMillis when all had come that were to come; after that only latecomers
 * @param quietMillis when the shop had nothing left to do
 * @param auditor what the running shop says of itself
 * @param skipped faults that this machine cannot do, and why
 */
record TrialReport(
        TrialSettings settings,
        String machine,
        String version,
        long begunMillis,
        long loadEndedMillis,
        long endedMillis,
        long quietMillis,
        Totals totals,
        List<FaultResult> faults,
        List<String> skipped,
        List<Moment> timeline,
        List<Finding> findings,
        Map<String, Long> figures,
        String auditor,
        List<String> troubles) {

    TrialReport {
        faults = List.copyOf(faults);
        skipped = List.copyOf(skipped);
        timeline = List.copyOf(timeline);
        findings = List.copyOf(findings);
        troubles = List.copyOf(troubles);
    }

    /**
     * What shoppers did and felt, all in all.
     *
     * @param sent shoppers that came
     * @param attempts calls
     * @param failed calls that had no answer, or one of the server's excuses
     * @param unanswered shoppers who never knew
     */
    record Totals(
            long sent,
            long attempts,
            long accepted,
            long refused,
            long failed,
            long unanswered,
            long confirmed,
            long mails,
            long acceptMillisP50,
            long acceptMillisP99,
            long flowMillisP50,
            long flowMillisP99) {}

    /** One step of the timeline. */
    record Moment(
            long atMillis,
            int seconds,
            long accepted,
            long settled,
            long failed,
            long acceptMillisP50,
            long acceptMillisP99,
            long flowMillisP50) {}

    boolean holds() {
        return !findings.isEmpty() && findings.stream().allMatch(Finding::holds) && troubles.isEmpty();
    }
}
