package io.esteira.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.esteira.audit.Observation.Happened;
import io.esteira.contracts.OrderEvent.OrderAccepted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@code orders.events} tells of one order. They stand in one partition, so they are seen in the order in which they
 * were written: a number that is passed over is missing for good.
 *
 * @param events type and digest, by sequence number; an empty text where one is missing
 * @param stage where the order stands by legal steps
 * @param since when it came there
 */
record History(
        @JsonProperty("e") List<String> events,
        @JsonProperty("s") @Nullable Stage stage,
        @JsonProperty("b") @Nullable Instant began,
        @JsonProperty("t") @Nullable Instant since) {

    static final History NONE = new History(List.of(), null, null, null);

    private static final String MISSING = "";
    private static final String ACCEPTED = OrderAccepted.class.getSimpleName();

    /** A record with a number beyond all sense must not fill the memory. */
    private static final int LONGEST_GAP = 100;

    History note(Happened event, Consumer<Finding> found) {
        int sequence = event.sequence();
        Instant at = event.at();
        String signature = event.name() + ":" + event.digest();
        String known = sequence >= 1 && sequence <= events.size() ? events.get(sequence - 1) : MISSING;
        if (known.equals(signature)) {
            return this;
        }
        if (event.name().equals(ACCEPTED) && events.stream().anyMatch(each -> each.startsWith(ACCEPTED))) {
            found.accept(Finding.of(Offence.SECOND_ACCEPTED, "", sequence, at));
            return sequence == events.size() + 1 ? append(signature, stage, at) : this;
        }
        if (!known.equals(MISSING)) {
            String before = known.substring(0, known.indexOf(':'));
            found.accept(Finding.of(Offence.TWO_EVENTS, String.valueOf(sequence), sequence, before, event.name()));
            return this;
        }
        return follow(event, signature, found);
    }

    private History follow(Happened event, String signature, Consumer<Finding> found) {
        int sequence = event.sequence();
        Instant at = event.at();
        if (sequence <= events.size() || sequence > events.size() + LONGEST_GAP) {
            found.accept(
                    Finding.of(Offence.MISSING_EVENT, String.valueOf(sequence), events.size(), sequence, event.name()));
            return this;
        }
        History complete = this;
        while (complete.events.size() + 1 < sequence) {
            int missing = complete.events.size() + 1;
            found.accept(
                    Finding.of(Offence.MISSING_EVENT, String.valueOf(missing), missing - 1, sequence, event.name()));
            complete = complete.append(MISSING, stage, at);
        }
        Stage next = event.stage();
        if (next == null) {
            return complete.append(signature, stage, at);
        }
        boolean afterGap = complete.events.size() > events.size();
        if (afterGap || (stage == null ? next == Stage.PENDING : stage.mayBecome(next))) {
            return complete.append(signature, next, at);
        }
        found.accept(
                Finding.of(Offence.ILLEGAL_TRANSITION, String.valueOf(sequence), stage == null ? "–" : stage, next));
        return complete.append(signature, stage, at);
    }

    private History append(String signature, @Nullable Stage next, Instant at) {
        List<String> more = new ArrayList<>(events);
        more.add(signature);
        return new History(more, next, began == null ? at : began, next == stage ? since : at);
    }

    void waits(Bounds bounds, List<Wait> waits) {
        if (since == null) {
            return;
        }
        if (stage == Stage.PENDING) {
            waits.add(Wait.of(Finding.of(Offence.WAITS_FOR_STOCK), since, bounds.stock()));
        } else if (stage == Stage.AWAITING_PAYMENT) {
            waits.add(Wait.of(Finding.of(Offence.WAITS_FOR_PAYMENT), since, bounds.payment()));
        }
    }
}
