package io.esteira.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.esteira.contracts.OrderEvent;
import io.esteira.contracts.OrderEvent.CancellationRefused;
import io.esteira.contracts.OrderEvent.OrderAccepted;
import io.esteira.contracts.OrderEvent.OrderCancelled;
import io.esteira.contracts.OrderEvent.OrderConfirmed;
import io.esteira.contracts.OrderEvent.OrderExpired;
import io.esteira.contracts.OrderEvent.OrderRejected;
import io.esteira.contracts.OrderEvent.StockReserved;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one customer was to be told, and what {@code notifications.messages} holds of it. The row is what there must be
 * one of; its sender cannot send a row twice without this table's help.
 *
 * @param due since when, by transition
 * @param noted since when, by {@code transition/channel}
 */
record Letters(
        @JsonProperty("d") Map<String, Instant> due,
        @JsonProperty("n") Map<String, Instant> noted) {

    static final Letters NONE = new Letters(Map.of(), Map.of());

    /** An order is confirmed to its customer once there is an invoice to go with it. */
    static final String CONFIRMED = "CONFIRMED";

    /** The transition that {@code event} is told under; null if customers are not told of it. */
    static @Nullable String transition(OrderEvent event) {
        return switch (event) {
            case OrderAccepted ignored -> "ACCEPTED";
            case OrderRejected ignored -> "REJECTED";
            case OrderCancelled ignored -> "CANCELLED";
            case OrderExpired ignored -> "EXPIRED";
            case StockReserved ignored -> null;
            case OrderConfirmed ignored -> null;
            case CancellationRefused ignored -> null;
        };
    }

    Letters owe(@Nullable String transition, Instant at) {
        return transition == null || due.containsKey(transition) ? this : new Letters(with(due, transition, at), noted);
    }

    /** Each row of the table is seen once. */
    Letters note(String transition, String channel, Instant at, Consumer<Finding> found) {
        String message = transition + "/" + channel;
        if (noted.containsKey(message)) {
            found.accept(Finding.of(Offence.SECOND_MESSAGE, message, transition, channel));
            return this;
        }
        return new Letters(due, with(noted, message, at));
    }

    void waits(Bounds bounds, List<Wait> waits) {
        due.forEach((transition, since) -> {
            if (!isNoted(transition)) {
                waits.add(Wait.of(Finding.of(Offence.NO_MESSAGE, transition, transition), since, bounds.step()));
            }
        });
        noted.forEach((message, since) -> {
            String transition = message.substring(0, message.indexOf('/'));
            if (!due.containsKey(transition)) {
                waits.add(Wait.of(Finding.of(Offence.UNFOUNDED_MESSAGE, message, transition), since, bounds.step()));
            }
        });
    }

    private boolean isNoted(String transition) {
        String start = transition + "/";
        for (String message : noted.keySet()) {
            if (message.startsWith(start)) {
                return true;
            }
        }
        return false;
    }

    private static SortedMap<String, Instant> with(Map<String, Instant> some, String name, Instant at) {
        SortedMap<String, Instant> more = new TreeMap<>(some);
        more.put(name, at);
        return more;
    }
}
