package io.esteira.lab.check;

import org.jspecify.annotations.Nullable;

/** One record of a topic. */
@SuppressWarnings("ArrayRecordComponent") // read once, compared with nothing
record Entry(
        String topic, int partition, long offset, @Nullable String key, byte @Nullable [] value) {

    /** {@code topic/partition/offset}, as everybody writes it. */
    String where() {
        return topic + "/" + partition + "/" + offset;
    }
}
