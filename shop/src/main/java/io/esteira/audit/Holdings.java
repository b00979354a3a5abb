package io.esteira.audit;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What {@code stock.requests} and {@code stock.events} tell of one order, by SKU. No order between the two is given. */
record Holdings(@JsonValue Map<String, Holding> bySku) {

    static final Holdings NONE = new Holdings(Map.of());

    @JsonCreator
    static Holdings of(Map<String, Holding> bySku) {
        return new Holdings(bySku);
    }

    Holdings note(StockRequest request, Instant at) {
        return switch (request) {
            case StockRequest.Reserve reserve ->
                with(reserve.sku(), at, (holding, when) -> holding.ask(reserve.quantity(), when));
            case StockRequest.Sell sell -> with(sell.sku(), at, Holding::sell);
            case StockRequest.Release release -> with(release.sku(), at, Holding::release);
        };
    }

    Holdings note(StockEvent answer, Instant at) {
        return switch (answer) {
            case StockEvent.Reserved reserved ->
                with(reserved.sku(), at, (holding, when) -> holding.grant(reserved.quantity(), when));
            case StockEvent.Refused refused -> with(refused.sku(), at, Holding::refuse);
        };
    }

    private Holdings with(String sku, Instant at, BiFunction<Holding, Instant, Holding> change) {
        SortedMap<String, Holding> changed = new TreeMap<>(bySku);
        changed.put(sku, change.apply(changed.getOrDefault(sku, Holding.none(at)), at));
        return new Holdings(changed);
    }

    long granted() {
        return all().stream().filter(holding -> holding.granted() > 0).count();
    }

    /** What can be said whatever is still to come. */
    void check(Map<String, Integer> wanted, Consumer<Finding> found) {
        bySku.forEach((sku, holding) -> {
            int due = wanted.isEmpty() ? holding.asked() : wanted.getOrDefault(sku, 0);
            if (holding.asked() > 0 && holding.asked() != due) {
                found.accept(Finding.of(Offence.WRONG_QUANTITY, sku, sku, due, holding.asked()));
            } else if (holding.asked() > 0 && holding.granted() > 0 && holding.granted() != holding.asked()) {
                found.accept(Finding.of(Offence.WRONG_QUANTITY, sku, sku, holding.asked(), holding.granted()));
            }
            if (holding.sold() && holding.released()) {
                found.accept(Finding.of(Offence.SOLD_AND_RELEASED, sku, sku));
            }
        });
    }

    void waits(Placing placing, History history, Bounds bounds, Collection<Wait> waits) {
        Stage stage = history.stage();
        Instant since = history.since();
        bySku.forEach((sku, holding) -> {
            Offence owed = owed(holding, stage);
            if (owed != null) {
                Instant from = since == null ? holding.last() : later(since, holding.last());
                waits.add(Wait.of(
                        Finding.of(owed, sku, sku, Math.max(holding.granted(), holding.asked())),
                        from,
                        owed == Offence.STOCK_UNANSWERED ? bounds.stock() : bounds.step()));
            }
        });
        if (stage != null && stage.isPaid() && since != null) {
            placing.wanted().forEach((sku, pieces) -> {
                if (!bySku.containsKey(sku)) {
                    waits.add(Wait.of(Finding.of(Offence.NOT_RESERVED, sku, sku, pieces), since, bounds.step()));
                }
            });
        }
    }

    /** What is missing or wrong between this order and one shelf unless something comes that is not seen yet. */
    private static @Nullable Offence owed(Holding holding, @Nullable Stage stage) {
        boolean paid = stage != null && stage.isPaid();
        boolean failed = stage != null && stage.isFailed();
        if (holding.granted() == 0) {
            if (holding.sold() || paid) {
                return Offence.NOT_RESERVED;
            }
            return failed && holding.asked() > 0 && !holding.refused() ? Offence.STOCK_UNANSWERED : null;
        }
        if (holding.asked() == 0) {
            return Offence.NOT_ASKED;
        }
        if (holding.sold()) {
            return paid ? null : Offence.SOLD_UNPAID;
        }
        if (paid) {
            return Offence.NOT_SOLD;
        }
        return failed && !holding.released() ? Offence.STILL_SET_ASIDE : null;
    }

    private Collection<Holding> all() {
        return bySku.values();
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
