package io.esteira.platform.kafka;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A parked record as its consumer keeps it, to go on with when what stands in front of it has ended. The bytes are those
 * of the record and little more: what filled a topic's message must fit into one again.
 */
public record KeptRecord(
        long timestamp, @Nullable Bytes key, @Nullable Bytes value, Headers headers) {

    /** The first byte; no text begins with it. */
    private static final int FORM = 1;

    private static final int ABSENT = -1;

    /** Leaves room for a key and what a topic adds. */
    private static final int BYTES_MAX = KafkaSettings.MAX_MESSAGE_BYTES - 16 * 1024;

    public KeptRecord(long timestamp, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        this(timestamp, Bytes.wrap(key), Bytes.wrap(value), headers);
    }

    public byte @Nullable [] keyBytes() {
        return key == null ? null : key.get();
    }

    public byte @Nullable [] valueBytes() {
        return value == null ? null : value.get();
    }

    public static boolean isOne(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == FORM;
    }

    /** Null if it is too large to be kept; such a record waits for staff. */
    public byte @Nullable [] bytes() {
        if (value != null && DeadLetters.kept(value.get()) == null) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORM);
            out.writeLong(timestamp);
            write(out, keyBytes());
            write(out, valueBytes());
            Header[] all = headers.toArray();
            out.writeInt(all.length);
            for (Header header : all) {
                write(out, header.key().getBytes(StandardCharsets.UTF_8));
                write(out, header.value());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size() <= BYTES_MAX ? bytes.toByteArray() : null;
    }

    public static KeptRecord of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != FORM) {
                throw new IllegalArgumentException("No record that was kept");
            }
            long timestamp = in.readLong();
            byte @Nullable [] key = read(in);
            byte @Nullable [] value = read(in);
            Headers headers = new RecordHeaders();
            for (int left = in.readInt(); left > 0; left--) {
                byte @Nullable [] name = read(in);
                headers.add(new String(name == null ? new byte[0] : name, StandardCharsets.UTF_8), read(in));
            }
            return new KeptRecord(timestamp, key, value, headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        out.writeInt(bytes == null ? ABSENT : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte @Nullable [] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length == ABSENT ? null : in.readNBytes(length);
    }
}
