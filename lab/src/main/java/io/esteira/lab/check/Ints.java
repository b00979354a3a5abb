package io.esteira.lab.check;

import java.util.Arrays;

/** A column of small numbers or marks, 0 where none was set. */
final class Ints {

    private int[] values = new int[1024];

    int get(int row) {
        return row < values.length ? values[row] : 0;
    }

    void set(int row, int value) {
        if (row >= values.length) {
            values = Arrays.copyOf(values, Math.max(row + 1, values.length + (values.length >> 1)));
        }
        values[row] = value;
    }

    boolean has(int row, int mark) {
        return (get(row) & mark) != 0;
    }

    void mark(int row, int mark) {
        mark(row, mark, true);
    }

    void mark(int row, int mark, boolean on) {
        set(row, on ? get(row) | mark : get(row) & ~mark);
    }
}
