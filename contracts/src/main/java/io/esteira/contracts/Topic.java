package io.esteira.contracts;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A topic and what stands on it. Keys are strings: an order id or an SKU.
 *
 * @param keyName what the key is, for readers
 * @param value the type of its values
 */
public record Topic<V extends Message>(String name, String keyName, Class<V> value, int partitions, Cleanup cleanup) {

    public enum Cleanup {
        /** Every record stays. */
        KEEP,
        /** The last record of each key stays. */
        COMPACT
    }

    /** Where records of this topic go that cannot be processed. */
    public String deadLetterName() {
        return name + ".dlt";
    }

    public byte[] encode(V message) {
        return Json.write(value, message);
    }

    /** @throws UnreadableMessage if {@code json} is not a message of this topic */
    public V decode(byte[] json) {
        return Json.read(value, json);
    }

    /** A record for {@code message} with its CloudEvents headers, binary mode. */
    public ProducerRecord<String, byte[]> record(String key, V message) {
        return new ProducerRecord<>(name, null, key, encode(message), CloudEvents.headers(message, name));
    }
}
