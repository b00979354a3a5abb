package io.esteira.lab.check;

import java.util.Arrays;

/** A column of numbers, 0 where none was set. */
final class Longs {

    private long[] values = new long[1024];

    long get(int row) {
        return row < values.length ? values[row] : 0;
    }

    void set(int row, long value) {
        if (row >= values.length) {
            values = Arrays.copyOf(values, Math.max(row + 1, values.length + (values.length >> 1)));
        }
        values[row] = value;
    }

    void add(int row, long value) {
        set(row, Math.addExact(get(row), value));
    }
}
