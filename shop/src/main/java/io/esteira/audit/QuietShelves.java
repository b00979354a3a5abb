package io.esteira.audit;

import io.esteira.audit.Breaches.Breach;
import io.esteira.audit.Shelves.Stocked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares levels with the books of orders and adjustments. Topics are not read in step, so a shelf is looked at when it
 * has lain still for a moment, and one that still differs when all has been read that was written meanwhile is reported.
 */
final class QuietShelves implements Sweep.Step {

    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final int AT_ONCE = 1_000;

    private final Positions positions;
    private final Shelves shelves;
    private final Breaches breaches;
    private final Bounds bounds;

    QuietShelves(JdbcClient jdbc, Bounds bounds) {
        this.positions = new Positions(jdbc);
        this.shelves = new Shelves(jdbc);
        this.breaches = new Breaches(jdbc);
        this.bounds = bounds;
    }

    @Override
    public void take(Instant now) {
        Optional<Instant> horizon = positions.horizon();
        if (horizon.isEmpty()) {
            return;
        }
        List<Stocked> quiet = shelves.quiet(now.minus(MOMENT), horizon.get().minus(bounds.step()), AT_ONCE);
        List<String> agree = new ArrayList<>();
        List<String> differ = new ArrayList<>();
        List<Breach> settled = new ArrayList<>();
        List<Breach> reported = new ArrayList<>();
        for (Stocked each : quiet) {
            Shelf shelf = each.shelf();
            if (shelf.agrees(each.adjusted(), each.adjustments())) {
                agree.add(each.sku());
                settled.add(new Breach(each.sku(), Finding.of(Offence.LEVEL_DIFFERS)));
            } else if (each.overdue()) {
                differ.add(each.sku());
                reported.add(new Breach(
                        each.sku(),
                        Finding.of(
                                Offence.LEVEL_DIFFERS,
                                "",
                                shelf.onHand(),
                                shelf.reserved(),
                                each.adjusted() - shelf.moved().sold(),
                                shelf.moved().open())));
            }
        }
        shelves.checked(agree, false);
        shelves.checked(differ, true);
        breaches.settle(settled);
        breaches.report(reported);
    }
}
