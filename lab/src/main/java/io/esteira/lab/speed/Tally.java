package io.esteira.lab.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What clients were told against what is written.
 *
 * @param accepted 201s
 * @param written records among which they are looked for
 * @param missing 201s that are not written
 * @param doubled 201s that are written more than once
 * @param sharedIds 201s that came with an id that another had already
 */
record Tally(long accepted, long written, long missing, long doubled, long sharedIds) {

    static Tally of(OrderIds accepted, OrderIds written) {
        UUID[] told = accepted.sorted();
        UUID[] found = written.sorted();
        long missing = 0;
        long doubled = 0;
        long shared = 0;
        int at = 0;
        for (int i = 0; i < told.length; i++) {
            if (i > 0 && told[i].equals(told[i - 1])) {
                shared++;
                continue;
            }
            while (at < found.length && found[at].compareTo(told[i]) < 0) {
                at++;
            }
            int copies = 0;
            while (at < found.length && found[at].equals(told[i])) {
                at++;
                copies++;
            }
            missing += copies == 0 ? 1 : 0;
            doubled += copies > 1 ? 1 : 0;
        }
        return new Tally(told.length, found.length, missing, doubled, shared);
    }

    List<String> complaints(String run) {
        List<String> complaints = new ArrayList<>(complaintsOfLoss(run));
        complain(complaints, run, doubled, "are in orders.pending more than once");
        return complaints;
    }

    /** Where the spool may have been used: what both it and Kafka took comes to the topic twice, and is one order. */
    List<String> complaintsOfLoss(String run) {
        List<String> complaints = new ArrayList<>();
        complain(complaints, run, missing, "are not in orders.pending");
        complain(complaints, run, sharedIds, "have the id of another");
        return complaints;
    }

    private void complain(List<String> complaints, String run, long count, String what) {
        if (count > 0) {
            complaints.add(String.format(
                    Locale.ROOT, "%s: %,d of %,d orders answered with 201 %s", run, count, accepted, what));
        }
    }
}
