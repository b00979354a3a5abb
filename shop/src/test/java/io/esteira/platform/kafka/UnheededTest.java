package io.esteira.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.CloudEvents;
import io.esteira.contracts.OrderEvent.CancellationRefused;
import io.esteira.contracts.OrderEvent.StockReserved;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class UnheededTest {

    private static final Unheeded UNHEEDED = Unheeded.of(Set.of(StockReserved.class));

    @Test
    void isAKindThatNobodyAskedFor() {
        assertThat(UNHEEDED.is(written("StockReserved"))).isTrue();
        assertThat(Unheeded.NOTHING.is(written("StockReserved"))).isFalse();
    }

    @Test
    void isNoKindThatWasNotNamed() {
        assertThat(UNHEEDED.is(written("CancellationRefused"))).isFalse();
        assertThat(UNHEEDED.is(written("Invented"))).isFalse();
        assertThat(Unheeded.of(Set.of(CancellationRefused.class)).is(written("StockReserved")))
                .isFalse();
    }

    @Test
    void isNothingWhoseHeadersDoNotSayWhatItIs() {
        ConsumerRecord<String, byte[]> bare = written("StockReserved");
        bare.headers().remove(CloudEvents.TYPE);
        assertThat(UNHEEDED.is(bare)).isFalse();
        bare.headers().add(CloudEvents.TYPE, null);
        assertThat(UNHEEDED.is(bare)).isFalse();
    }

    /** A record as order flow writes it, but for the kind that its header names. */
    private static ConsumerRecord<String, byte[]> written(String kind) {
        OrderId order = OrderId.derive("unheeded-test", "1");
        ProducerRecord<String, byte[]> record = Topics.ORDERS_EVENTS.record(
                order.toString(), new StockReserved(order, 1, Instant.parse("2026-11-22T10:00:00Z")));
        ConsumerRecord<String, byte[]> read = new ConsumerRecord<>(record.topic(), 0, 0, record.key(), record.value());
        record.headers().forEach(read.headers()::add);
        if (!kind.equals("StockReserved")) {
            read.headers().remove(CloudEvents.TYPE);
            read.headers().add(CloudEvents.TYPE, ("io.esteira." + kind).getBytes(StandardCharsets.UTF_8));
        }
        return read;
    }
}
