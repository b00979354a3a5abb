package io.esteira.staff;

import org.jspecify.annotations.Nullable;

/** Numbers of rows, as they come in addresses and forms. */
final class Ids {

    /** @return null if it is none */
    static @Nullable Long parse(String text) {
        try {
            return text.isEmpty() ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private Ids() {}
}
