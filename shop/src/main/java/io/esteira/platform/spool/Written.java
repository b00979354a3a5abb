package io.esteira.platform.spool;

import io.esteira.contracts.Message;

/** Where a message is safe now. */
public sealed interface Written<V extends Message> {

    /** All replicas in sync have it. */
    record InTopic<V extends Message>() implements Written<V> {}

    /** The spool has it, committed, and will bring it to its topic. */
    record InSpool<V extends Message>() implements Written<V> {}

    /**
     * Nowhere: the spool had another one before, under the same topic and key.
     *
     * @param message that was there before
     * @param maybeInTopic whether the new one may come to the topic all the same
     */
    record CameBefore<V extends Message>(V message, boolean maybeInTopic) implements Written<V> {}
}
