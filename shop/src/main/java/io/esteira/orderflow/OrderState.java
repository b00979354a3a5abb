package io.esteira.orderflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.esteira.contracts.OrderCommand;
import io.esteira.contracts.OrderStatus;
import java.util.List;

/** What order flow remembers of one order beside the order itself. It is stored, so its JSON names are short. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OrderState.CancelledAhead.class, name = "c"),
    @JsonSubTypes.Type(value = OrderState.TurnedAway.class, name = "a"),
    @JsonSubTypes.Type(value = OrderState.Underway.class, name = "u")
})
sealed interface OrderState {

    /** When this state has lasted long enough: each state has such a moment, so that no order waits for ever. */
    long dueMillis();

    /** A cancellation came before the order itself; two topics keep no order between them. */
    record CancelledAhead(
            @JsonProperty("c") OrderCommand.Cancel cancel,
            @JsonProperty("d") long dueMillis) implements OrderState {}

    /**
     * An order that was rejected as it came, until it is forgotten. It asked nobody for anything, so nothing needs to be
     * known of the order itself.
     *
     * @param sequence of the last event
     * @param refusedCommands as of {@link Underway}
     */
    record TurnedAway(
            @JsonProperty("n") int sequence,
            @JsonProperty("f") String fingerprint,
            @JsonProperty("r") List<String> refusedCommands,
            @JsonProperty("d") long dueMillis)
            implements OrderState {

        public TurnedAway {
            refusedCommands = List.copyOf(refusedCommands);
        }
    }

    /**
     * An order that was taken up, until it is forgotten.
     *
     * @param sequence of the last event
     * @param awaited SKUs whose stock has not answered yet
     * @param granted SKUs set aside for this order now; a refused one is neither awaited nor granted
     * @param refusedCommands ids of the last cancellations that were refused, so that a repeated one is not refused anew
     */
    record Underway(
            @JsonProperty("s") OrderStatus status,
            @JsonProperty("n") int sequence,
            @JsonProperty("f") String fingerprint,
            @JsonProperty("a") Marks awaited,
            @JsonProperty("g") Marks granted,
            @JsonProperty("p") Payment payment,
            @JsonProperty("r") List<String> refusedCommands,
            @JsonProperty("d") long dueMillis)
            implements OrderState {

        public Underway {
            refusedCommands = List.copyOf(refusedCommands);
        }

        Underway dueAt(long laterMillis) {
            return new Underway(status, sequence, fingerprint, awaited, granted, payment, refusedCommands, laterMillis);
        }

        /** Whether an answer is still to come that this order must act on, although it has ended. */
        boolean owesCompensation() {
            return !awaited.isEmpty() || payment == Payment.ASKED;
        }
    }

    /** How far the money went. */
    enum Payment {
        NOT_ASKED,
        ASKED,
        DECLINED,
        CAPTURED,
        REFUND_ASKED,
        REFUNDED
    }
}
