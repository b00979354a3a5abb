package io.esteira.audit;

import io.esteira.audit.Holding.Move;
import io.esteira.contracts.StockLevel;
import java.util.function.Consumer;

/**
 * One SKU: what orders did to it by their own books, beside the newest level that stock has told of it.
 *
 * @param version of the level; 0 before the first
 */
record Shelf(Move moved, int onHand, int reserved, long version) {

    static final Shelf EMPTY = new Shelf(Move.NONE, 0, 0, 0);

    Shelf move(Move change) {
        return new Shelf(moved.plus(change), onHand, reserved, version);
    }

    Shelf note(StockLevel level, Consumer<Finding> found) {
        if (level.reserved() < 0 || level.onHand() < level.reserved()) {
            found.accept(
                    Finding.of(Offence.OVERSOLD, String.valueOf(level.version()), level.reserved(), level.onHand()));
        }
        if (level.version() == version && (level.onHand() != onHand || level.reserved() != reserved)) {
            found.accept(Finding.of(Offence.TWO_LEVELS, String.valueOf(version), version));
        }
        return level.version() <= version ? this : new Shelf(moved, level.onHand(), level.reserved(), level.version());
    }

    /** Whether the level is what adjustments and orders make it. */
    boolean agrees(long adjusted, long adjustments) {
        return onHand == adjusted - moved.sold()
                && reserved == moved.open()
                && version == moved.changes() + adjustments;
    }
}
