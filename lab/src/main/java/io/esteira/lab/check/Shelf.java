package io.esteira.lab.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One SKU: what was put there, what orders wanted and got, and what the shop says is there. */
final class Shelf {

    private static final int TRIED_MAX = 12;

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

    // The last record of stock.levels; version 0 where there is none.
    long onHand;
    long reserved;
    long version;

    Shelf(String sku) {
        this.sku = sku;
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
