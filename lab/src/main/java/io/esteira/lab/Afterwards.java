package io.esteira.lab;

import io.esteira.contracts.OrderStatus;
import io.esteira.lab.ShopApi.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Looks at what became of accepted orders, until each is settled and each that was paid has its invoice. */
final class Afterwards {

    private static final int PAGE = 200;
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final Duration LOOK_AT_LEAST_EVERY = Duration.ofSeconds(10);

    private final ShopApi shop;
    private final Duration patience;

    /** @param patience how long to wait while nothing changes any more */
    Afterwards(ShopApi shop, Duration patience) {
        this.shop = shop;
        this.patience = patience;
    }

    /** An order as the shop lists it. */
    private record Row(
            OrderStatus status, BigDecimal total, @Nullable String invoice) {

        static final Row UNSEEN = new Row(OrderStatus.PENDING, BigDecimal.ZERO, null);

        boolean isDone() {
            return status.isSettled() && (status != OrderStatus.CONFIRMED || invoice != null);
        }
    }

    /**
     * How the orders ended.
     *
     * @param open orders that were still waited for when patience ended; 0 if all is well
     * @param invoiced the money of the orders that have an invoice
     */
    record Endings(Map<OrderStatus, Integer> orders, int invoices, BigDecimal invoiced, int open) {}

    Endings await(List<Outcome.Accepted> accepted, Progress progress) {
        Map<String, Row> rows = new HashMap<>();
        accepted.forEach(order -> rows.put(order.orderId(), Row.UNSEEN));
        long changed = System.nanoTime();
        long looked = changed - LOOK_AT_LEAST_EVERY.toNanos();
        int before = 0;
        while (true) {
            int waiting = waiting();
            if (waiting <= PAGE || System.nanoTime() - looked > LOOK_AT_LEAST_EVERY.toNanos()) {
                look(rows);
                looked = System.nanoTime();
            }
            int done = (int) rows.values().stream().filter(Row::isDone).count();
            progress.to(Math.max(done, rows.size() - waiting));
            if (done == rows.size()) {
                return endings(rows);
            }
            if (done + waiting != before) {
                before = done + waiting;
                changed = System.nanoTime();
            } else if (System.nanoTime() - changed > patience.toNanos()) {
                return endings(rows);
            }
            ShopApi.pause(LOOK_EVERY_MILLIS);
        }
    }

    /** How many orders of the whole shop are on their way. To list thousands again and again would itself be a load. */
    private int waiting() {
        JsonNode counts = good(shop.get("/api/orders/summary")).path("counts");
        return counts.path(OrderStatus.PENDING.name()).asInt()
                + counts.path(OrderStatus.AWAITING_PAYMENT.name()).asInt();
    }

    /** Brings {@code rows} up to date, from the newest order back to the oldest of ours. */
    private void look(Map<String, Row> rows) {
        int found = 0;
        String cursor = "";
        do {
            JsonNode page = good(shop.get("/api/orders?limit=" + PAGE + cursor));
            for (JsonNode order : page.path("orders")) {
                if (rows.computeIfPresent(order.path("id").asString(), (id, old) -> row(order)) != null) {
                    found++;
                }
            }
            String next = page.path("nextCursor").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty() && found < rows.size());
    }

    private static Row row(JsonNode order) {
        String invoice = order.path("invoice").asString("");
        return new Row(
                OrderStatus.valueOf(order.path("status").asString()),
                new BigDecimal(order.path("total").path("amount").asString()),
                invoice.isEmpty() ? null : invoice);
    }

    private static Endings endings(Map<String, Row> rows) {
        Map<OrderStatus, Integer> orders = new EnumMap<>(OrderStatus.class);
        rows.values().forEach(row -> orders.merge(row.status(), 1, Integer::sum));
        List<Row> invoiced =
                rows.values().stream().filter(row -> row.invoice() != null).toList();
        return new Endings(
                orders,
                (int) invoiced.stream().map(Row::invoice).distinct().count(),
                invoiced.stream().map(Row::total).reduce(BigDecimal.ZERO, BigDecimal::add),
                (int) rows.values().stream().filter(row -> !row.isDone()).count());
    }

    private static JsonNode good(Answer answer) {
        if (!answer.isGood()) {
            throw new Trouble("The shop does not list orders: " + answer.complaint());
        }
        return answer.body();
    }
}
