package io.esteira.orderflow;

import io.esteira.contracts.UnreadableMessage;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Checks on records before anything is believed of them. */
final class Incoming {

    private static final int REASON_LENGTH_MAX = 500;

    static byte[] value(Record<byte[], byte[]> record) {
        byte @Nullable [] value = record.value();
        if (value == null) {
            throw new IllegalArgumentException("The record has no value");
        }
        return value;
    }

    /** A record under another's key stands in a partition that knows nothing of its subject. */
    static void requireKey(Record<byte[], byte[]> record, String expected) {
        byte @Nullable [] key = record.key();
        String actual = key == null ? null : new String(key, StandardCharsets.UTF_8);
        if (!Objects.equals(actual, expected)) {
            throw new IllegalArgumentException("The key is " + actual + ", the message is of " + expected);
        }
    }

    /** Why a record cannot be processed, for a header. */
    static String reason(RuntimeException e) {
        String text = e instanceof UnreadableMessage ? String.valueOf(e.getMessage()) : e.toString();
        return text.length() <= REASON_LENGTH_MAX ? text : text.substring(0, REASON_LENGTH_MAX);
    }

    private Incoming() {}
}
