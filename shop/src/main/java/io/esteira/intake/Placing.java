package io.esteira.intake;

import io.esteira.platform.web.Problem;

/** An order that was begun to be placed. */
interface Placing {

    /**
     * Waits until the order is safe; to be called once.
     *
     * @param detour whether the spool is asked where Kafka has not taken the order
     * @throws Problem as {@link PlaceOrder#place} does
     */
    Accepted settle(boolean detour);

    default Accepted settle() {
        return settle(true);
    }
}
