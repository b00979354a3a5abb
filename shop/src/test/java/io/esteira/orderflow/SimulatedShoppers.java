package io.esteira.orderflow;

import io.esteira.contracts.Money;
import io.esteira.contracts.OrderCommand;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderLine;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.StockCommand;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Whoever orders, cancels and moves goods: a list of deeds that are done one by one, in any order. */
final class SimulatedShoppers {

    static final List<String> SKUS = List.of("CUP", "MUG", "POT", "TEA");

    private static final int ORDERS_MAX = 7;

    private final SplittableRandom random;
    private final SimulatedTopics topics;
    private final OrderBooks books;
    private final InstantSource clock;
    private final SimulationStory story;
    private final List<Runnable> deeds = new ArrayList<>();
    private final List<OrderPlaced> placed = new ArrayList<>();

    SimulatedShoppers(
            SplittableRandom random,
            SimulatedTopics topics,
            OrderBooks books,
            InstantSource clock,
            SimulationStory story) {
        this.random = random;
        this.topics = topics;
        this.books = books;
        this.clock = clock;
        this.story = story;
        int skus = 1 + random.nextInt(SKUS.size());
        for (String sku : SKUS.subList(0, skus)) {
            int adjustments = 1 + random.nextInt(3);
            for (int i = 0; i < adjustments; i++) {
                String adjustment = sku + "-" + i;
                int delta = i == 0 ? random.nextInt(12) : random.nextInt(9) - 4;
                deeds.add(() -> adjust(sku, adjustment, delta));
            }
        }
        int orders = 1 + random.nextInt(ORDERS_MAX);
        for (int i = 0; i < orders; i++) {
            someoneOrders("order-" + i, skus);
        }
    }

    private void someoneOrders(String key, int skus) {
        List<OrderLine> lines = lines(skus);
        deeds.add(() -> place(key, lines, "fingerprint-of-" + key));
        if (random.nextInt(4) == 0) {
            deeds.add(() -> place(key, lines, "fingerprint-of-" + key));
        }
        if (random.nextInt(6) == 0) {
            List<OrderLine> others = lines(skus);
            deeds.add(() -> place(key, others, "another fingerprint"));
        }
        int cancellations = Math.max(0, random.nextInt(5) - 2);
        for (int i = 0; i < cancellations; i++) {
            String command = "c-" + i;
            deeds.add(() -> cancel(OrderId.derive("test", key), command));
        }
    }

    private List<OrderLine> lines(int skus) {
        boolean free = random.nextInt(8) == 0;
        List<OrderLine> lines = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            String sku = SKUS.get(random.nextInt(skus));
            Money price = free ? Money.zero("BRL") : Money.of("BRL", "10.00");
            lines.add(new OrderLine(sku, sku, 1 + random.nextInt(3), price));
        }
        return lines;
    }

    boolean hasMore() {
        return !deeds.isEmpty();
    }

    void doSomething() {
        deeds.remove(random.nextInt(deeds.size())).run();
    }

    private void place(String key, List<OrderLine> lines, String fingerprint) {
        OrderPlaced order = Orders.order(key, lines, clock.instant());
        OrderPlaced placing = new OrderPlaced(order.order(), order.payment(), fingerprint);
        story.tell(() -> "a shopper: " + SimulationWords.of(placing));
        books.accepted(placing);
        placed.add(placing);
        topics.write(placing);
    }

    private void cancel(OrderId id, String command) {
        story.tell(() -> "a shopper cancels " + id.number() + " (" + command + ")");
        books.cancellationAsked(id);
        topics.write(new OrderCommand.Cancel(id, command, "staff:bia", null, clock.instant()));
    }

    private void adjust(String sku, String adjustment, int delta) {
        story.tell(() -> "staff change " + sku + " by " + delta + " (" + adjustment + ")");
        topics.write(new StockCommand.Adjust(sku, adjustment, delta, "test", "staff:bia", clock.instant()));
    }

    /** Every order that ever came comes again, as from a backup of long ago. */
    void placeEverythingAgain() {
        for (OrderPlaced placing : placed) {
            story.tell(() -> "again: " + SimulationWords.of(placing));
            topics.write(placing);
        }
    }
}
