package io.esteira.orderflow;

import io.esteira.contracts.OrderId;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Checks on records before anything is believed of them. */
final class Incoming {

    static byte[] value(Record<byte[], byte[]> record) {
        byte @Nullable [] value = record.value();
        if (value == null) {
            throw new IllegalArgumentException("The record has no value");
        }
        return value;
    }

    static @Nullable String key(Record<byte[], byte[]> record) {
        byte @Nullable [] key = record.key();
        return key == null ? null : new String(key, StandardCharsets.UTF_8);
    }

    /** The order under whose key a record stands; null if the key is no order's. */
    static @Nullable String orderId(@Nullable String key) {
        try {
            return key == null ? null : OrderId.of(key).toString();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * What is wrong with the key, if anything is: a record under another's key stands in a partition that knows nothing
     * of its subject.
     */
    static @Nullable String wrongKey(@Nullable String key, String expected) {
        return expected.equals(key) ? null : "The key is " + key + ", the message is of " + expected;
    }

    private Incoming() {}
}
