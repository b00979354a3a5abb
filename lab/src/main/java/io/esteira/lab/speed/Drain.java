package io.esteira.lab.speed;

import io.esteira.lab.trial.ProgressLine;
import io.esteira.local.ShopInstance;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A shop that was away comes back, and finds what was accepted meanwhile. */
final class Drain {

    private static final long LOOK_EVERY_MILLIS = 100;

    private Drain() {}

    /**
     * @param waiting orders at the beginning
     * @param left of them at the end
     * @param moments from the first order that came all the way
     */
    record Drained(long waiting, long left, List<Moment> moments) {

        double perSecond() {
            Moment first = moments.getFirst();
            Moment last = moments.getLast();
            return (last.done() - first.done()) / Math.max(0.001, last.second() - first.second());
        }

        double cpuMicrosEach() {
            Moment first = moments.getFirst();
            Moment last = moments.getLast();
            return (double) last.cpu().since(first.cpu()).served() / Math.max(1, last.done() - first.done());
        }
    }

    /** @param all orders that there are in the end, those from before among them */
    static Drained run(SpeedStack stack, ShopInstance shop, long all, Duration time, ProgressLine progress)
            throws IOException, SQLException, InterruptedException {
        long before;
        try (Connection connection = stack.connection()) {
            before = Standing.of(connection).done();
        }
        progress.show(() -> "starting the shop before " + (all - before) + " orders");
        stack.start(shop);
        try (Heap heap = new Heap(List.of(shop.url()), stack.credentials.apiKey());
                Moments moments = new Moments(stack, List.of(shop.pid()), heap, done -> {})) {
            progress.show(() -> String.format(Locale.ROOT, "draining: %,d orders left", all - moments.done()));
            while (moments.done() < all && moments.second() < time.toSeconds()) {
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
            return new Drained(all - before, all - moments.done(), moments.allWithNow());
        }
    }
}
