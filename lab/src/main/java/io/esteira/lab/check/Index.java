package io.esteira.lab.check;

import java.util.Arrays;
import java.util.UUID;

/** Gives each id a row number, 0, 1, 2, …: some 30 bytes for each, where a map of objects needs 100. */
final class Index {

    static final int NONE = -1;

    private long[] highs = new long[1024];
    private long[] lows = new long[1024];
    private int size;
    /** Row + 1 of whoever hashes there, linear probing; a power of two, at most half full. */
    private int[] slots = new int[4096];

    int size() {
        return size;
    }

    UUID id(int row) {
        return new UUID(highs[row], lows[row]);
    }

    int find(UUID id) {
        return slots[slot(id.getMostSignificantBits(), id.getLeastSignificantBits())] - 1;
    }

    /** The row of {@code id}, a new one if it has none. */
    int row(UUID id) {
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        int slot = slot(high, low);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        if (size == highs.length) {
            highs = Arrays.copyOf(highs, size + (size >> 1));
            lows = Arrays.copyOf(lows, size + (size >> 1));
        }
        highs[size] = high;
        lows[size] = low;
        slots[slot] = ++size;
        if (2 * size > slots.length) {
            grow();
        }
        return size - 1;
    }

    private int slot(long high, long low) {
        int mask = slots.length - 1;
        long mixed = (high ^ low) * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (slots[slot] != 0 && (highs[slots[slot] - 1] != high || lows[slots[slot] - 1] != low)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        slots = new int[slots.length * 2];
        for (int row = 0; row < size; row++) {
            slots[slot(highs[row], lows[row])] = row + 1;
        }
    }
}
