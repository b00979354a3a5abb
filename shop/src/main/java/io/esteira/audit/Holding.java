package io.esteira.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * What passed between one order and one SKU's stock.
 *
 * @param asked pieces that the order asked for; 0 if it did not
 * @param granted pieces that were set aside; 0 if none were
 * @param last when something of this was seen last
 */
record Holding(
        @JsonProperty("a") int asked,
        @JsonProperty("g") int granted,
        @JsonProperty("n") boolean refused,
        @JsonProperty("s") boolean sold,
        @JsonProperty("r") boolean released,
        @JsonProperty("t") Instant last) {

    static Holding none(Instant at) {
        return new Holding(0, 0, false, false, false, at);
    }

    Holding ask(int pieces, Instant at) {
        return asked > 0 ? this : new Holding(pieces, granted, refused, sold, released, at);
    }

    Holding grant(int pieces, Instant at) {
        return granted > 0 ? this : new Holding(asked, pieces, refused, sold, released, at);
    }

    Holding refuse(Instant at) {
        return refused ? this : new Holding(asked, granted, true, sold, released, at);
    }

    Holding sell(Instant at) {
        return sold ? this : new Holding(asked, granted, refused, true, released, at);
    }

    Holding release(Instant at) {
        return released ? this : new Holding(asked, granted, refused, sold, true, at);
    }

    /** What the shelf must show of it. */
    Move move() {
        if (granted == 0) {
            return Move.NONE;
        }
        if (sold) {
            return new Move(0, granted, 2);
        }
        return released ? new Move(0, 0, 2) : new Move(granted, 0, 1);
    }

    /**
     * A part of what orders did to one shelf.
     *
     * @param open pieces set aside
     * @param sold pieces that left
     * @param changes of the level
     */
    record Move(long open, long sold, long changes) {

        static final Move NONE = new Move(0, 0, 0);

        Move plus(Move other) {
            return new Move(open + other.open, sold + other.sold, changes + other.changes);
        }

        Move minus(Move other) {
            return new Move(open - other.open, sold - other.sold, changes - other.changes);
        }
    }
}
