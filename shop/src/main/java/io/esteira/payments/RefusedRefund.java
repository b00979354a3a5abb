package io.esteira.payments;

import io.esteira.contracts.PaymentRequest;
import io.esteira.contracts.Topics;
import io.esteira.platform.kafka.DeadLetter;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A refund that the gateway refuses, as a dead letter for people to look at. */
final class RefusedRefund {

    static ProducerRecord<String, byte[]> record(Intent intent) {
        var request = new PaymentRequest.Refund(
                intent.orderId(), intent.amount(), intent.requiredCaptureReference(), intent.createdAt());
        String key = intent.orderId().toString();
        ProducerRecord<String, byte[]> original = Topics.PAYMENTS_REQUESTS.record(key, request);
        return new ProducerRecord<>(
                Topics.PAYMENTS_REQUESTS.deadLetterName(),
                null,
                key,
                original.value(),
                DeadLetter.refused(
                                ShareGroup.NAME,
                                Topics.PAYMENTS_REQUESTS.name() + "/" + key,
                                "The gateway refused the refund: " + Objects.requireNonNull(intent.code()),
                                intent.attempts(),
                                Objects.requireNonNull(intent.settledAt()))
                        .headers(original.headers()));
    }

    private RefusedRefund() {}
}
