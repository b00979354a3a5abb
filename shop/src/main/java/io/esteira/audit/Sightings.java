package io.esteira.audit;

import io.esteira.audit.Observation.Adjusted;
import io.esteira.audit.Observation.AdjustmentParked;
import io.esteira.audit.Observation.Happened;
import io.esteira.audit.Observation.InvoiceTold;
import io.esteira.audit.Observation.LevelTold;
import io.esteira.audit.Observation.PaymentAsked;
import io.esteira.audit.Observation.PaymentTold;
import io.esteira.audit.Observation.Placed;
import io.esteira.audit.Observation.PlacingParked;
import io.esteira.audit.Observation.StockAnswered;
import io.esteira.audit.Observation.StockAsked;
import io.esteira.contracts.BillingEvent;
import io.esteira.contracts.Message;
import io.esteira.contracts.StockCommand;
import io.esteira.contracts.Topic;
import io.esteira.contracts.Topics;
import io.esteira.contracts.UnreadableMessage;
import io.esteira.platform.kafka.DeadLetter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What a record tells the auditor. Bytes that are no message tell nothing: whom they stop, the books will show. */
final class Sightings {

    /** Who decides on orders, and who on stock: only what these put aside counts as not taken. */
    private static final String ORDERS = "orderflow";

    private static final String STOCK = "stock";

    private static final int DIGEST_BYTES = 8;

    private static final Map<String, Reading> READINGS = Map.ofEntries(
            reading(Topics.ORDERS_PENDING, (placed, record, at) -> Placed.of(placed, at)),
            reading(Topics.ORDERS_EVENTS, (event, record, at) -> Happened.of(event, digest(record.value()), at)),
            reading(Topics.STOCK_COMMANDS, (command, record, at) -> switch (command) {
                case StockCommand.Adjust adjust -> new Adjusted(adjust, at);
            }),
            reading(Topics.STOCK_REQUESTS, (request, record, at) -> new StockAsked(request, at)),
            reading(Topics.STOCK_EVENTS, (answer, record, at) -> new StockAnswered(answer, at)),
            reading(Topics.STOCK_LEVELS, (level, record, at) -> new LevelTold(level, at)),
            reading(Topics.PAYMENTS_REQUESTS, (request, record, at) -> PaymentAsked.of(request, at)),
            reading(Topics.PAYMENTS_EVENTS, (event, record, at) -> new PaymentTold(event, at)),
            reading(Topics.BILLING_EVENTS, (event, record, at) -> switch (event) {
                case BillingEvent.InvoiceIssued issued -> InvoiceTold.of(issued.orderId(), issued.invoice(), at);
            }),
            parked(Topics.ORDERS_PENDING, ORDERS, PlacingParked::of),
            parked(Topics.STOCK_COMMANDS, STOCK, (command, parked, at) -> switch (command) {
                case StockCommand.Adjust adjust -> new AdjustmentParked(adjust, parked, at);
            }));

    private interface Telling<V extends Message> {
        Observation of(V message, ConsumerRecord<String, byte[]> record, Instant at);
    }

    private interface Parking<V extends Message> {
        /** @param parked false if it was handed back meanwhile, and processed */
        Observation of(V message, boolean parked, Instant at);
    }

    private interface Reading {
        @Nullable
        Observation of(ConsumerRecord<String, byte[]> record);
    }

    /** Every topic that is read. */
    static Set<String> topics() {
        return READINGS.keySet();
    }

    static Optional<Observation> of(ConsumerRecord<String, byte[]> record) {
        Reading reading = READINGS.get(record.topic());
        if (reading == null || record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(reading.of(record));
        } catch (UnreadableMessage | NullPointerException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static <V extends Message> Map.Entry<String, Reading> reading(Topic<V> topic, Telling<V> telling) {
        return Map.entry(
                topic.name(),
                record -> telling.of(topic.decode(record.value()), record, Instant.ofEpochMilli(record.timestamp())));
    }

    private static <V extends Message> Map.Entry<String, Reading> parked(
            Topic<V> topic, String consumer, Parking<V> parking) {
        return Map.entry(topic.deadLetterName(), record -> {
            DeadLetter letter = DeadLetter.of(record.headers()).orElse(null);
            if (letter == null || !letter.consumer().equals(consumer)) {
                return null;
            }
            boolean parked = letter.outcome() != DeadLetter.Outcome.DONE;
            return parking.of(topic.decode(record.value()), parked, Instant.ofEpochMilli(record.timestamp()));
        });
    }

    private static String digest(byte[] value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value);
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private Sightings() {}
}
