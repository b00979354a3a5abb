package io.esteira.orderflow;

import io.esteira.contracts.StockEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Articles that stock refuses to everybody. In a sale most buyers get nothing, and to ask stock for each of them takes
 * the flow longer than everything that is sold. So once {@value #RUSH} orders in a row were refused an article, whoever
 * wants more of it than there was last is turned away unasked. Some are let through all the same, one each
 * {@link #ASK_EVERY}: what stock tells them holds for the others, and if one gets what it wants, everybody may ask again.
 *
 * <p>An answer holds for {@link #HOLDS}. For as long after pieces have come back, a buyer in a rush may still be told
 * that there are none. Where no more than some orders a second want an article, each is asked for.
 *
 * <p>Of one partition of orders; forgotten when its task moves.
 */
final class SoldOut {

    /** Far more than want what is out of stock on a common day, within {@link #HOLDS} of each other. */
    static final int RUSH = 100;

    static final Duration HOLDS = Duration.ofSeconds(2);
    static final Duration ASK_EVERY = Duration.ofMillis(100);

    private static final int ARTICLES_MAX = 1_000;

    /** Of each the last refusals, the one that was refused last at the end. */
    private final Map<String, Refusals> articles = new LinkedHashMap<>(16, 0.75f, true);

    /** What stock told an order of this partition, for the first time. */
    void heard(StockEvent answer, long nowMillis) {
        switch (answer) {
            case StockEvent.Reserved reserved -> articles.remove(reserved.sku());
            case StockEvent.Refused refused -> {
                articles.computeIfAbsent(refused.sku(), ignored -> new Refusals())
                        .add(refused, nowMillis);
                forgetEldest();
            }
        }
    }

    /** Whether an order would be refused all that it wants, for all that is known; one now and then is to ask. */
    boolean turnsAway(Demand demand, long nowMillis) {
        if (articles.isEmpty()) {
            return false;
        }
        List<Refusals> all = new ArrayList<>();
        for (int i = 0; i < demand.skus().size(); i++) {
            Refusals refusals = articles.get(demand.skus().get(i));
            if (refusals == null || !refusals.hold(demand.quantities().get(i), nowMillis)) {
                return false;
            }
            all.add(refusals);
        }
        boolean asks = all.stream().anyMatch(refusals -> refusals.isToBeAsked(nowMillis));
        if (asks) {
            all.forEach(refusals -> refusals.asked(nowMillis));
        }
        return !asks;
    }

    private void forgetEldest() {
        Iterator<Refusals> eldest = articles.values().iterator();
        while (articles.size() > ARTICLES_MAX) {
            eldest.next();
            eldest.remove();
        }
    }

    /** Of one article, one after the other. */
    private static final class Refusals {

        private int count;
        private int available;
        private long lastMillis;
        private long askedMillis;

        /** An answer that was long on its way is as old as it says; but no clock of others makes it hold for longer. */
        void add(StockEvent.Refused refused, long nowMillis) {
            if (nowMillis - lastMillis > HOLDS.toMillis()) {
                count = 0;
            }
            count++;
            available = refused.available();
            lastMillis = Math.max(lastMillis, Math.min(refused.at().toEpochMilli(), nowMillis));
        }

        boolean hold(int quantity, long nowMillis) {
            return count >= RUSH && quantity > available && nowMillis - lastMillis <= HOLDS.toMillis();
        }

        boolean isToBeAsked(long nowMillis) {
            return nowMillis - askedMillis >= ASK_EVERY.toMillis();
        }

        void asked(long nowMillis) {
            askedMillis = nowMillis;
        }
    }
}
