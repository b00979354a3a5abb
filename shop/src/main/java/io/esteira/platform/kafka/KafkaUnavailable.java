package io.esteira.platform.kafka;

/** Kafka did not acknowledge a write in time. The record may or may not be in the topic. */
public final class KafkaUnavailable extends RuntimeException {

    KafkaUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
