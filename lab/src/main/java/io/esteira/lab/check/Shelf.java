package io.esteira.lab.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** One SKU: what was put there, what orders wanted and got, and what the shop says is there. */
final class Shelf {

    private static final int TRIED_MAX = 12;
    /** So long after stock refused somebody, others may be turned away unasked. */
    private static final long ANSWERS_HOLD_MILLIS = 2_000;

    final String sku;
    /** Of each adjustment on stock.commands, once. */
    final List<Long> adjustments = new ArrayList<>();
    /** Of those that are among the dead letters, and may have been carried out later all the same. */
    final List<Long> parked = new ArrayList<>();

    long wanted;
    long sold;
    long open;
    long moves;
    long firstRefusalMillis = Long.MAX_VALUE;
    /** For each second in which stock refused somebody, the fewest pieces that could have been had. */
    private final NavigableMap<Long, Long> shortAt = new TreeMap<>();

    // The last record of stock.levels; version 0 where there is none.
    long onHand;
    long reserved;
    long version;

    Shelf(String sku) {
        this.sku = sku;
    }

    void refused(long atMillis, long available) {
        firstRefusalMillis = Math.min(firstRefusalMillis, atMillis);
        shortAt.merge(atMillis / 1_000, available, Math::min);
    }

    /** Whether somebody was refused so many pieces, or could have been, shortly before. */
    boolean wasShortOf(long pieces, long atMillis) {
        return shortAt.subMap((atMillis - ANSWERS_HOLD_MILLIS) / 1_000, true, atMillis / 1_000, true).values().stream()
                .anyMatch(available -> available < pieces);
    }

    /** What may have been put in all in all: one number, unless adjustments were parked. */
    Set<Long> putIn() {
        long certain = adjustments.stream().mapToLong(Long::longValue).sum()
                - parked.stream().mapToLong(Long::longValue).sum();
        Set<Long> sums = new HashSet<>(Set.of(certain));
        // Every subset of them; of very many, all or none.
        List<Long> each = parked.size() <= TRIED_MAX
                ? parked
                : List.of(parked.stream().mapToLong(Long::longValue).sum());
        for (long delta : each) {
            sums.addAll(sums.stream().map(sum -> sum + delta).toList());
        }
        return sums;
    }

    long putInMost() {
        return putIn().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
