package io.esteira.lab.check;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of a table, every value in its text form. */
interface Row {

    @Nullable
    String textOrNull(String column);

    default String text(String column) {
        String value = textOrNull(column);
        if (value == null) {
            throw new Unreadable(column + " is empty");
        }
        return value;
    }

    default long number(String column) {
        try {
            return Long.parseLong(text(column));
        } catch (NumberFormatException e) {
            throw new Unreadable(column + " is no whole number", e);
        }
    }

    default UUID id(String column) {
        return Document.id(column, text(column));
    }

    default Amount amount(String currency, String amount) {
        return Amount.of(text(currency), text(amount));
    }
}
