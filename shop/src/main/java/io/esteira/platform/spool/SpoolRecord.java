package io.esteira.platform.spool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record as a row, to the last byte: what comes out is the record that went in.
 *
 * @param alias another name that it is asked for by
 */
record SpoolRecord(ProducerRecord<String, byte[]> record, String alias) {

    private static final int NULL = -1;

    /** The record that a row holds. */
    static ProducerRecord<String, byte[]> read(
            String topic, String key, byte[] value, byte[] headers, @Nullable Long timestampMillis) {
        return new ProducerRecord<>(topic, null, timestampMillis, key, value, read(headers));
    }

    String topic() {
        return record.topic();
    }

    String key() {
        return record.key();
    }

    byte[] value() {
        return record.value();
    }

    byte[] headers() {
        return write(record.headers());
    }

    @Nullable
    Long timestampMillis() {
        return record.timestamp();
    }

    private static byte[] write(Headers headers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Header header : headers) {
                out.writeUTF(header.key());
                byte[] value = header.value();
                out.writeInt(value == null ? NULL : value.length);
                if (value != null) {
                    out.write(value);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Headers read(byte[] bytes) {
        Headers headers = new RecordHeaders();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            while (in.available() > 0) {
                String name = in.readUTF();
                int length = in.readInt();
                headers.add(name, length == NULL ? null : in.readNBytes(length));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return headers;
    }
}
