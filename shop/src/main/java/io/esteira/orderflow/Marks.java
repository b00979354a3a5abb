package io.esteira.orderflow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Base64;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Some of an order's SKUs, by their place in its {@link Demand}. One bit each, because an order of 2,000 SKUs writes
 * its state 2,000 times while it is reserved.
 */
final class Marks {

    static final Marks NONE = new Marks(new BitSet());

    private final BitSet bits;

    private Marks(BitSet bits) {
        this.bits = bits;
    }

    static Marks all(int count) {
        BitSet bits = new BitSet(count);
        bits.set(0, count);
        return new Marks(bits);
    }

    boolean has(int index) {
        return bits.get(index);
    }

    Marks with(int index) {
        BitSet copy = (BitSet) bits.clone();
        copy.set(index);
        return new Marks(copy);
    }

    Marks without(int index) {
        BitSet copy = (BitSet) bits.clone();
        copy.clear(index);
        return new Marks(copy);
    }

    boolean isEmpty() {
        return bits.isEmpty();
    }

    IntStream stream() {
        return bits.stream();
    }

    static Marks of(byte[] bits) {
        return bits.length == 0 ? NONE : new Marks(BitSet.valueOf(bits));
    }

    byte[] bytes() {
        return bits.toByteArray();
    }

    @JsonCreator
    static Marks parse(String text) {
        return new Marks(BitSet.valueOf(Base64.getDecoder().decode(text)));
    }

    @JsonValue
    String text() {
        return Base64.getEncoder().withoutPadding().encodeToString(bits.toByteArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Marks marks && bits.equals(marks.bits);
    }

    @Override
    public int hashCode() {
        return bits.hashCode();
    }

    @Override
    public String toString() {
        return bits.toString();
    }
}
