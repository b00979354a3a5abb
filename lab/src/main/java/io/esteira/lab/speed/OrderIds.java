package io.esteira.lab.speed;

import java.util.Arrays;
import java.util.UUID;

/** Ids of orders, as many as there are, in little room. For one thread. */
final class OrderIds {

    private static final int FIRST = 1 << 12;

    private long[] halves = new long[2 * FIRST];
    private int size;

    void add(long high, long low) {
        if (2 * size == halves.length) {
            halves = Arrays.copyOf(halves, 2 * halves.length);
        }
        halves[2 * size] = high;
        halves[2 * size + 1] = low;
        size++;
    }

    void add(UUID id) {
        add(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    void addAll(OrderIds others) {
        for (int i = 0; i < others.size; i++) {
            add(others.halves[2 * i], others.halves[2 * i + 1]);
        }
    }

    int size() {
        return size;
    }

    UUID get(int index) {
        return new UUID(halves[2 * index], halves[2 * index + 1]);
    }

    UUID[] sorted() {
        UUID[] sorted = new UUID[size];
        for (int i = 0; i < size; i++) {
            sorted[i] = get(i);
        }
        Arrays.sort(sorted);
        return sorted;
    }
}
