package io.esteira.orderflow;

import io.esteira.contracts.Money;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.PaymentEvent;
import io.esteira.contracts.PaymentRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The world outside, which no transaction rolls back: takes up requests in any order, moves money once for each, and
 * tells of it late, several times, or never.
 */
final class SimulatedGateway {

    private enum Plan {
        APPROVES,
        TAKES_ANOTHER_AMOUNT,
        DECLINES,
        DECLINES_AND_THEN_TAKES_IT,
        TAKES_IT_AND_KEEPS_THAT_BACK,
        IS_SILENT
    }

    private record Waiting(PaymentRequest request, long fromMillis) {}

    private static final Money MORE = Money.of("BRL", "0.01");

    private final SplittableRandom random;
    private final SimulatedTopics topics;
    private final OrderBooks books;
    private final InstantSource clock;
    private final SimulationStory story;
    private final int slowPercent;
    private final int oddPercent;
    private final int[] positions = new int[SimulatedTopics.PARTITIONS];
    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<OrderId, Plan> plans = new HashMap<>();
    private final Map<OrderId, Money> taken = new HashMap<>();
    private final Set<OrderId> givenBack = new HashSet<>();
    private final List<PaymentEvent> keptBack = new ArrayList<>();

    SimulatedGateway(
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
        slowPercent = random.nextInt(40);
        oddPercent = random.nextInt(60);
    }

    /** Requests that were committed and not seen yet are worked on from now, or from a while later. */
    private void takeUp() {
        for (int i = 0; i < positions.length; i++) {
            SimulatedPartition<PaymentRequest> partition = topics.paymentRequests.get(i);
            while (positions[i] < partition.size()) {
                later(partition.get(positions[i]++));
            }
        }
    }

    private void later(PaymentRequest request) {
        Duration longest = random.nextInt(100) < slowPercent ? Duration.ofHours(2) : Duration.ofSeconds(2);
        waiting.add(new Waiting(request, clock.millis() + random.nextLong(longest.toMillis())));
    }

    boolean hasWork() {
        return firstDueMillis() <= clock.millis();
    }

    long firstDueMillis() {
        takeUp();
        return waiting.stream().mapToLong(Waiting::fromMillis).min().orElse(Long.MAX_VALUE);
    }

    void workOnOne() {
        List<Waiting> ready = waiting.stream()
                .filter(each -> each.fromMillis() <= clock.millis())
                .toList();
        Waiting next = ready.get(random.nextInt(ready.size()));
        waiting.remove(next);
        story.at(() -> "the gateway works on " + SimulationWords.of(next.request()));
        switch (next.request()) {
            case PaymentRequest.Capture capture -> capture(capture);
            case PaymentRequest.Refund refund -> {
                if (givenBack.add(refund.orderId())) {
                    books.moneyGivenBack(refund.orderId(), refund.amount());
                }
                answer(
                        refund,
                        new PaymentEvent.PaymentRefunded(refund.orderId(), refund.amount(), "ref", clock.instant()));
            }
        }
    }

    private void capture(PaymentRequest.Capture capture) {
        OrderId id = capture.orderId();
        Plan plan = plans.computeIfAbsent(id, ignored -> plan());
        switch (plan) {
            case APPROVES -> answer(capture, taken(id, capture.amount()));
            case TAKES_ANOTHER_AMOUNT ->
                answer(capture, taken(id, capture.amount().plus(MORE)));
            case DECLINES -> answer(capture, declined(capture));
            case DECLINES_AND_THEN_TAKES_IT -> {
                tell(declined(capture));
                plans.put(id, Plan.APPROVES);
                later(capture);
            }
            case TAKES_IT_AND_KEEPS_THAT_BACK -> {
                if (!taken.containsKey(id)) {
                    story.tell(() -> "takes the money and keeps that back");
                    keptBack.add(taken(id, capture.amount()));
                }
            }
            case IS_SILENT -> story.tell(() -> "is silent");
        }
    }

    private Plan plan() {
        Plan[] all = Plan.values();
        return random.nextInt(100) < oddPercent ? all[1 + random.nextInt(all.length - 1)] : Plan.APPROVES;
    }

    private PaymentEvent taken(OrderId id, Money amount) {
        if (taken.putIfAbsent(id, amount) == null) {
            books.moneyTaken(id, amount);
        }
        return new PaymentEvent.PaymentCaptured(id, amount, "pay", clock.instant());
    }

    private PaymentEvent declined(PaymentRequest.Capture capture) {
        return new PaymentEvent.PaymentDeclined(capture.orderId(), capture.amount(), "no", clock.instant());
    }

    /** The process that asked may die before it tells, or after it told and before that is noted. */
    private void answer(PaymentRequest request, PaymentEvent answer) {
        switch (random.nextInt(8)) {
            case 0 -> {
                story.tell(() -> "nobody hears of it yet");
                later(request);
            }
            case 1 -> {
                story.at(() -> "not for the last time");
                tell(answer);
                later(request);
            }
            default -> tell(answer);
        }
    }

    private void tell(PaymentEvent answer) {
        story.tell(() -> SimulationWords.of(answer));
        topics.write(answer);
    }

    /** Whether it took money and has not said so. */
    boolean keptSomethingBack() {
        return !keptBack.isEmpty();
    }

    void tellsWhatItKeptBack() {
        keptBack.forEach(this::tell);
        keptBack.clear();
    }
}
