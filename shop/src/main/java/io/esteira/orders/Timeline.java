package io.esteira.orders;

import io.esteira.contracts.OrderEvent.OrderConfirmed;
import io.esteira.contracts.Topics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Brings what several topics tell of one order into one order. */
final class Timeline {

    private static final Comparator<TimelineEntry> BY_SEQUENCE =
            Comparator.comparingInt(TimelineEntry::sequence).thenComparing(TimelineEntry::at);

    /**
     * The order's own events by their sequence; what billing wrote has no place in that, so it goes behind the last of
     * them that is not later, and in any case behind the payment: clocks differ between machines.
     */
    static List<TimelineEntry> arranged(List<TimelineEntry> entries) {
        List<TimelineEntry> arranged = new ArrayList<>(entries.stream()
                .filter(entry -> !isBilling(entry))
                .sorted(BY_SEQUENCE)
                .toList());
        entries.stream()
                .filter(Timeline::isBilling)
                .sorted(Comparator.comparing(TimelineEntry::at))
                .forEach(entry -> insert(arranged, entry));
        return arranged;
    }

    private static void insert(List<TimelineEntry> arranged, TimelineEntry entry) {
        int place = arranged.size();
        while (place > 0 && isLater(arranged.get(place - 1), entry)) {
            place--;
        }
        int sequence = place == 0 ? 0 : arranged.get(place - 1).sequence();
        arranged.add(
                place,
                new TimelineEntry(
                        sequence,
                        entry.type(),
                        entry.at(),
                        entry.detail(),
                        entry.topic(),
                        entry.partition(),
                        entry.offset()));
    }

    private static boolean isLater(TimelineEntry event, TimelineEntry paper) {
        return event.at().isAfter(paper.at()) && !event.type().equals(OrderConfirmed.class.getSimpleName());
    }

    private static boolean isBilling(TimelineEntry entry) {
        return entry.topic().equals(Topics.BILLING_EVENTS.name());
    }

    private Timeline() {}
}
