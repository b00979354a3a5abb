package io.esteira.lab.speed;

import java.util.List;

/**
 * What came out.
 *
 * @param good what can be said if there is no trouble
 * @param troubles why it is not to be trusted; empty if nothing was lost and nothing failed
 */
record SpeedReport(
        String title,
        String machine,
        String version,
        String command,
        String good,
        long begunMillis,
        long endedMillis,
        List<Row> rows,
        List<Run> runs,
        List<Plot> plots,
        List<String> remarks,
        List<String> troubles) {

    SpeedReport {
        rows = List.copyOf(rows);
        runs = List.copyOf(runs);
        plots = List.copyOf(plots);
        remarks = List.copyOf(remarks);
        troubles = List.copyOf(troubles);
    }

    boolean holds() {
        return troubles.isEmpty();
    }
}
