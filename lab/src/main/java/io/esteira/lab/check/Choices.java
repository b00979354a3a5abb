package io.esteira.lab.check;

import java.util.Arrays;

/** A column of one of a few, the first where none was set. */
final class Choices<E extends Enum<E>> {

    private final E[] all;
    private byte[] values = new byte[1024];

    Choices(Class<E> type) {
        all = type.getEnumConstants();
    }

    E get(int row) {
        return all[row < values.length ? values[row] : 0];
    }

    @SuppressWarnings("EnumOrdinal") // a number here lives no longer than the type it stands for
    void set(int row, E value) {
        if (row >= values.length) {
            values = Arrays.copyOf(values, Math.max(row + 1, values.length + (values.length >> 1)));
        }
        values[row] = (byte) value.ordinal();
    }
}
