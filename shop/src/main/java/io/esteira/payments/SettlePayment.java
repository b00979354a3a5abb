package io.esteira.payments;

import io.esteira.contracts.PaymentEvent;
import io.esteira.contracts.Topics;
import io.esteira.payments.PaymentGateway.Answer;
import io.esteira.payments.PaymentGateway.Finding;
import io.esteira.payments.Settlement.Verdict;
import io.esteira.platform.kafka.TopicWriter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings an intent to its end: call or ask the gateway, store the outcome, announce it. Each step is safe to repeat,
 * and whoever repeats it starts from what is stored: the key makes the second call the same charge, the first stored
 * outcome stays, and the same event is the same fact.
 */
final class SettlePayment {

    private static final Logger log = LoggerFactory.getLogger(SettlePayment.class);

    private final PaymentGateway gateway;
    private final Intents intents;
    private final Settlement settlement;
    private final TopicWriter topics;
    private final Announced announced;
    private final Clock clock;
    private final MeterRegistry meters;

    SettlePayment(
            PaymentGateway gateway,
            Intents intents,
            Settlement settlement,
            TopicWriter topics,
            Announced announced,
            Clock clock,
            MeterRegistry meters) {
        this.gateway = gateway;
        this.intents = intents;
        this.settlement = settlement;
        this.topics = topics;
        this.announced = announced;
        this.clock = clock;
        this.meters = meters;
    }

    /** Goes on from where {@code intent} stands; it must have been claimed. */
    void proceed(Intent intent) {
        switch (intent.status()) {
            case NEW, RETRY -> call(intent);
            case CALLING, UNKNOWN -> ask(intent);
            case APPROVED, DECLINED -> announce(intent);
        }
    }

    /** For an intent that was claimed a moment ago and never called before. */
    void call(Intent intent) {
        conclude(intent, timed("call", intent, () -> {
            try {
                return switch (intent.kind()) {
                    case CAPTURE ->
                        gateway.capture(
                                intent.idempotencyKey(),
                                intent.orderId(),
                                intent.amount(),
                                intent.requiredInstrument());
                    case REFUND ->
                        gateway.refund(intent.idempotencyKey(), intent.requiredCaptureReference(), intent.amount());
                };
            } catch (RuntimeException e) {
                return new Answer.Unknown(e.toString());
            }
        }));
    }

    private void ask(Intent intent) {
        switch (timed("ask", intent, () -> find(intent))) {
            case Finding.Known(Answer.Definite answer) -> conclude(intent, answer);
            case Finding.NeverHeard ignored -> call(intent);
            case Finding.NoReply(String why) -> conclude(intent, new Answer.Unknown(why));
        }
    }

    private Finding find(Intent intent) {
        try {
            return gateway.find(intent.idempotencyKey());
        } catch (RuntimeException e) {
            return new Finding.NoReply(e.toString());
        }
    }

    private void conclude(Intent intent, Answer answer) {
        switch (settlement.decide(intent, answer, clock.instant())) {
            case Verdict.Settled settled -> intents.settle(intent, settled).ifPresent(this::announce);
            case Verdict.Postponed postponed -> {
                log.info(
                        "{} again in {} ms, attempt {} ended with {}",
                        intent.idempotencyKey(),
                        postponed.pause().toMillis(),
                        intent.attempts(),
                        answer);
                intents.postpone(intent, postponed);
            }
        }
    }

    private void announce(Intent intent) {
        Optional<PaymentEvent> event = intent.event();
        if (event.isPresent()) {
            topics.write(Topics.PAYMENTS_EVENTS, intent.orderId().toString(), event.get());
        } else {
            parkRefusedRefund(intent);
        }
        announced.add(intent);
        count(intent);
    }

    /** Nothing can go on by itself here: money is owed that the gateway does not give back. People must look. */
    private void parkRefusedRefund(Intent intent) {
        log.error("The gateway refused {}: {}", intent.idempotencyKey(), intent.code());
        topics.write(RefusedRefund.record(intent));
    }

    private <T> T timed(String step, Intent intent, Supplier<T> work) {
        long begun = System.nanoTime();
        T answer = work.get();
        meters.timer(
                        "esteira.payments.gateway",
                        "step",
                        step,
                        "kind",
                        intent.kind().name().toLowerCase(Locale.ROOT),
                        "answer",
                        Objects.requireNonNull(answer).getClass().getSimpleName())
                .record(Duration.ofNanos(System.nanoTime() - begun));
        return answer;
    }

    private void count(Intent intent) {
        meters.counter(
                        "esteira.payments.settled",
                        "kind",
                        intent.kind().name().toLowerCase(Locale.ROOT),
                        "status",
                        intent.status().name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
