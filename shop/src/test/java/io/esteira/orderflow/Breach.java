package io.esteira.orderflow;

import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.MessageFormatter;

/** Something that must hold does not. */
final class Breach extends AssertionError {

    private static final long serialVersionUID = 1;

    private Breach(String message) {
        super(message);
    }

    static void unless(boolean holds, String invariant, Object subject, String what, @Nullable Object... details) {
        if (!holds) {
            throw new Breach(
                    invariant + " broken by " + subject + ": " + MessageFormatter.basicArrayFormat(what, details));
        }
    }
}
