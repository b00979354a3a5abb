package io.esteira.lab.speed;

import io.esteira.lab.speed.Row.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of the table that tell of a flash sale. */
final class FlashRows {

    private static final double OF_HOT_ROW = 15;

    private FlashRows() {}

    static List<Row> of(Runs runs, FlashSettings settings, Decisions decisions, Outcome outcome) {
        Run ours = runs.of(Names.OURS).getFirst();
        Spread row = runs.spread(Names.HOT_ROW, Run::perSecond);
        Run sale = runs.of(Names.HOT_ROW_SALE).getFirst();
        double ratio = ours.perSecond() / row.median();
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(
                String.format(
                        Locale.ROOT,
                        "flash sale, one SKU, %,d pieces, %,d buyers, decisions/s",
                        settings.pieces(),
                        settings.buyers()),
                "",
                String.format(Locale.ROOT, "%,.0f", ours.perSecond()),
                Verdict.TOLD,
                String.format(
                        Locale.ROOT,
                        "From orders.pending, where all buyers come at once as intake would have written them, through the order"
                                + " flow to the committed StockReserved or OrderRejected in orders.events; one process with the"
                                + " role orderflow, which has refused %,d others before. From the first answer to the last;"
                                + " in its best second it gave %,.0f. CPU-µs for each: shop %.0f, brokers %.0f. Intake is"
                                + " no part of it: trial speed measures that.",
                        settings.warmUp(),
                        best(decisions),
                        ours.cpu(Part.SHOP),
                        ours.cpu(Part.BROKERS))));
        rows.add(new Row(
                "  ÷ hot row",
                String.format(Locale.ROOT, "≥ %.0f", OF_HOT_ROW),
                String.format(Locale.ROOT, "%.1f", ratio),
                Verdict.of(ratio >= OF_HOT_ROW),
                String.format(
                        Locale.ROOT,
                        "UPDATE stock SET available = available - 1, 32 connections, fsync on, a piece for everybody: %s"
                                + " decisions/s. In the same sale, where a row that says 0 refuses without a lock or a"
                                + " write: %,.0f/s.",
                        Row.text(row, "%,.0f"),
                        sale.perSecond())));
        boolean isExact = decisions.reserved() == settings.pieces()
                && outcome.complaints(settings).isEmpty();
        rows.add(new Row(
                "sold",
                String.format(Locale.ROOT, "exactly %,d", settings.pieces()),
                String.format(Locale.ROOT, "%,d", outcome.confirmed()),
                Verdict.of(isExact),
                String.format(
                        Locale.ROOT,
                        "orders.events: %,d with stock, %,d rejected. Read model: %s.",
                        decisions.reserved(),
                        decisions.refused(),
                        outcome)));
        return rows;
    }

    private static double best(Decisions decisions) {
        List<Plot.Point> seen = decisions.seen();
        double best = 0;
        int from = 0;
        for (int to = 1; to < seen.size(); to++) {
            while (seen.get(to).x() - seen.get(from).x() > 1.5) {
                from++;
            }
            double seconds = seen.get(to).x() - seen.get(from).x();
            if (seconds >= 1) {
                best = Math.max(best, (seen.get(to).y() - seen.get(from).y()) / seconds);
            }
        }
        return best;
    }
}
