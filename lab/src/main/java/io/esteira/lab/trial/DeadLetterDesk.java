package io.esteira.lab.trial;

import java.util.Optional;

/** Does with parked records what staff would do: what is no message is dismissed, what waited behind it goes on. */
final class DeadLetterDesk {

    private final Shops shops;

    DeadLetterDesk(Shops shops) {
        this.shops = shops;
    }

    void clear() {
        shops.readyCount();
    }

    Optional<String> trouble() {
        return Optional.empty();
    }
}
