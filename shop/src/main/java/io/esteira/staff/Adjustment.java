package io.esteira.staff;

import io.esteira.platform.validation.PlainText;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The form that corrects a level.
 *
 * @param delta null where something else than a whole number was written
 */
record Adjustment(
        @Nullable Integer delta, @PlainText(max = 200) String reason) {

    private static final int MOST = 1_000_000;

    static Adjustment of(String delta, String reason) {
        try {
            return new Adjustment(Integer.valueOf(delta.strip()), reason.strip());
        } catch (NumberFormatException e) {
            return new Adjustment(null, reason.strip());
        }
    }

    /** By field; empty if {@code shelf} can be corrected so. */
    Map<String, String> errors(FormCheck check, StockRoom.Shelf shelf) {
        Map<String, String> errors = new HashMap<>(check.errors(this));
        if (delta == null) {
            errors.put("delta", "REQUIRED");
        } else if (delta == 0 || Math.abs((long) delta) > MOST) {
            errors.put("delta", "OUT_OF_RANGE");
        } else if (shelf.available() + delta < 0) {
            errors.put("delta", "NOT_THERE");
        }
        return errors;
    }

    /** @return {@code id}, or a new one if it is none of ours */
    static String idIn(String id) {
        try {
            return UUID.fromString(id).toString();
        } catch (IllegalArgumentException e) {
            return newId();
        }
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }
}
