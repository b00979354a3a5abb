package io.esteira.payments;

import io.esteira.payments.PaymentGateway.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Decides what an answer of the gateway means for an intent. */
final class Settlement {

    /** The code of a capture that was given up because the gateway kept failing without taking money. */
    static final String GATEWAY_UNAVAILABLE = "gateway_unavailable";

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final int DOUBLINGS_MAX = 20;

    private final Duration longestPause;
    private final Duration patience;

    /** @param patience how long a capture is tried that fails for certain; a refund is tried for ever */
    Settlement(Duration longestPause, Duration patience) {
        this.longestPause = longestPause;
        this.patience = patience;
    }

    Verdict decide(Intent intent, Answer answer, Instant now) {
        return switch (answer) {
            case Answer.Approved(String reference) ->
                new Verdict.Settled(Intent.Status.APPROVED, reference, null, stored(now));
            case Answer.Declined(String code) -> new Verdict.Settled(Intent.Status.DECLINED, null, code, stored(now));
            case Answer.NotDone ignored
            when isHopeless(intent, now) ->
                new Verdict.Settled(Intent.Status.DECLINED, null, GATEWAY_UNAVAILABLE, stored(now));
            case Answer.NotDone ignored -> new Verdict.Postponed(Intent.Status.RETRY, pause(intent.attempts()));
            case Answer.Unknown ignored -> new Verdict.Postponed(Intent.Status.UNKNOWN, pause(intent.attempts()));
        };
    }

    private boolean isHopeless(Intent intent, Instant now) {
        return intent.kind() == Intent.Kind.CAPTURE
                && now.isAfter(intent.createdAt().plus(patience));
    }

    /** Twice as long after each attempt. */
    private Duration pause(int attempts) {
        int doublings = Math.clamp(attempts - 1L, 0, DOUBLINGS_MAX);
        Duration pause = Duration.ofMillis(FIRST_PAUSE_MILLIS << doublings);
        return pause.compareTo(longestPause) > 0 ? longestPause : pause;
    }

    /** As the database keeps it, so that the event is the same whether it is written now or from there. */
    private static Instant stored(Instant now) {
        return now.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What is to be done. */
    sealed interface Verdict {

        record Settled(
                Intent.Status status,
                @Nullable String reference,
                @Nullable String code,
                Instant at) implements Verdict {}

        /** @param status {@link Intent.Status#RETRY} or {@link Intent.Status#UNKNOWN} */
        record Postponed(Intent.Status status, Duration pause) implements Verdict {}
    }
}
