package io.esteira.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.esteira.audit.Observation.PaymentAsked;
import io.esteira.contracts.Money;
import io.esteira.contracts.PaymentEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@code payments.requests} and {@code payments.events} tell of one order.
 *
 * @param captured amounts by the gateway's reference; so are {@code refunded}
 * @param last when money moved last
 */
record Takings(
        @JsonProperty("q") @Nullable Instant captureAsked,
        @JsonProperty("d") boolean declined,
        @JsonProperty("c") Map<String, Money> captured,
        @JsonProperty("b") @Nullable Instant refundAsked,
        @JsonProperty("r") Map<String, Money> refunded,
        @JsonProperty("t") @Nullable Instant last) {

    static final Takings NONE = new Takings(null, false, Map.of(), null, Map.of(), null);

    Takings note(PaymentAsked asked) {
        if (asked.back()) {
            return refundAsked != null
                    ? this
                    : new Takings(captureAsked, declined, captured, asked.at(), refunded, last);
        }
        return captureAsked != null ? this : new Takings(asked.at(), declined, captured, refundAsked, refunded, last);
    }

    Takings note(PaymentEvent event, Instant at, Consumer<Finding> found) {
        return switch (event) {
            case PaymentEvent.PaymentCaptured told -> {
                Money known = captured.get(told.reference());
                if (told.amount().equals(known)) {
                    yield this;
                }
                if (!captured.isEmpty()) {
                    found.accept(Finding.of(Offence.SECOND_CAPTURE, told.reference(), told.amount(), told.reference()));
                }
                yield new Takings(
                        captureAsked,
                        declined,
                        with(captured, told.reference(), told.amount()),
                        refundAsked,
                        refunded,
                        at);
            }
            case PaymentEvent.PaymentDeclined ignored ->
                declined ? this : new Takings(captureAsked, true, captured, refundAsked, refunded, last);
            case PaymentEvent.PaymentRefunded told ->
                told.amount().equals(refunded.get(told.reference()))
                        ? this
                        : new Takings(
                                captureAsked,
                                declined,
                                captured,
                                refundAsked,
                                with(refunded, told.reference(), told.amount()),
                                at);
        };
    }

    void waits(History history, Bounds bounds, List<Wait> waits) {
        Stage stage = history.stage();
        boolean answered = declined || !captured.isEmpty();
        if (captureAsked != null && !answered && stage != null && stage.isFailed()) {
            waits.add(Wait.of(Finding.of(Offence.CAPTURE_UNANSWERED), captureAsked, bounds.payment()));
        }
        if (awaitsRefund() && refundAsked != null) {
            waits.add(Wait.of(Finding.of(Offence.WAITS_FOR_REFUND), refundAsked, bounds.payment()));
        }
    }

    boolean awaitsRefund() {
        return refundAsked != null && refunded.isEmpty();
    }

    private static SortedMap<String, Money> with(Map<String, Money> some, String reference, Money amount) {
        SortedMap<String, Money> more = new TreeMap<>(some);
        more.put(reference, amount);
        return more;
    }
}
