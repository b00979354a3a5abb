package io.esteira.orderflow;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What is due when, in a store ordered by time: eight bytes of milliseconds, then the subject. Asking costs as much as
 * there is due, not as much as there is.
 */
final class Deadlines {

    private static final byte[] PRESENT = {1};

    /** @param dueMillis of {@code subject} */
    record Deadline(long dueMillis, String subject) {}

    private final KeyValueStore<Bytes, byte[]> store;

    /** Nothing is due before this; saves reading again over what was deleted. */
    private long fromMillis;

    Deadlines(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    void add(long dueMillis, String subject) {
        store.put(key(dueMillis, subject), PRESENT);
        fromMillis = Math.min(fromMillis, dueMillis);
    }

    void remove(long dueMillis, String subject) {
        store.delete(key(dueMillis, subject));
    }

    /** The first {@code most} that are due; they stay until they are removed. */
    List<Deadline> dueAt(long nowMillis, int most) {
        List<Deadline> due = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range = store.range(key(fromMillis, ""), key(nowMillis + 1, ""))) {
            while (range.hasNext() && due.size() < most) {
                due.add(deadline(range.next().key));
            }
        }
        fromMillis = due.isEmpty() ? nowMillis : due.getFirst().dueMillis();
        return due;
    }

    private static Bytes key(long dueMillis, String subject) {
        byte[] text = subject.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + text.length)
                .putLong(dueMillis)
                .put(text)
                .array());
    }

    private static Deadline deadline(Bytes key) {
        ByteBuffer bytes = ByteBuffer.wrap(key.get());
        long dueMillis = bytes.getLong();
        return new Deadline(dueMillis, StandardCharsets.UTF_8.decode(bytes).toString());
    }
}
