package io.esteira.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Money;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.PaymentEvent;
import io.esteira.contracts.PaymentInstrument;
import io.esteira.payments.Intent.Kind;
import io.esteira.payments.Intent.Status;
import io.esteira.payments.PaymentGateway.Answer;
import io.esteira.payments.Settlement.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettlementTest {

    private static final Instant BEGUN = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:01.123456789Z");
    private static final Instant NOW_AS_STORED = Instant.parse("2026-11-22T10:00:01.123Z");
    private static final OrderId ORDER = OrderId.derive("test", "settlement");
    private static final Money AMOUNT = Money.of("BRL", "59.80");

    private final Settlement settlement = new Settlement(Duration.ofSeconds(30), Duration.ofMinutes(20));

    @Test
    void anApprovalSettlesWithTheTimeThatTheDatabaseCanKeep() {
        assertThat(settlement.decide(capture(Status.CALLING, 1), new Answer.Approved("pay_1"), NOW))
                .isEqualTo(new Verdict.Settled(Status.APPROVED, "pay_1", null, NOW_AS_STORED));
    }

    @Test
    void aDeclineSettlesWithTheGatewaysCode() {
        assertThat(settlement.decide(capture(Status.CALLING, 1), new Answer.Declined("card_declined"), NOW))
                .isEqualTo(new Verdict.Settled(Status.DECLINED, null, "card_declined", NOW_AS_STORED));
    }

    @ParameterizedTest
    @CsvSource({"1,100", "2,200", "3,400", "9,25600", "10,30000", "1000,30000"})
    void aFailureIsTriedAgainAfterLongerAndLongerPauses(int attempts, long pauseMillis) {
        assertThat(settlement.decide(capture(Status.CALLING, attempts), new Answer.NotDone("busy"), NOW))
                .isEqualTo(new Verdict.Postponed(Status.RETRY, Duration.ofMillis(pauseMillis)));
    }

    @Test
    void anUnknownOutcomeIsNeverGivenUp() {
        Instant muchLater = BEGUN.plus(Duration.ofDays(30));
        assertThat(settlement.decide(capture(Status.UNKNOWN, 7), new Answer.Unknown("timed out"), muchLater))
                .isEqualTo(new Verdict.Postponed(Status.UNKNOWN, Duration.ofMillis(6_400)));
    }

    @Test
    void aCaptureThatFailsForTooLongIsDeclined() {
        Instant tooLate = BEGUN.plus(Duration.ofMinutes(20)).plusMillis(1);
        assertThat(settlement.decide(capture(Status.RETRY, 40), new Answer.NotDone("busy"), tooLate))
                .isEqualTo(new Verdict.Settled(Status.DECLINED, null, Settlement.GATEWAY_UNAVAILABLE, tooLate));
    }

    @Test
    void aRefundIsNeverGivenUp() {
        Instant tooLate = BEGUN.plus(Duration.ofDays(30));
        assertThat(settlement.decide(intent(Kind.REFUND, Status.RETRY, 1), new Answer.NotDone("busy"), tooLate))
                .isInstanceOf(Verdict.Postponed.class);
    }

    @Test
    void theEventSaysWhatWasSettled() {
        assertThat(settled(Kind.CAPTURE, Status.APPROVED).event())
                .contains(new PaymentEvent.PaymentCaptured(ORDER, AMOUNT, "ref", NOW_AS_STORED));
        assertThat(settled(Kind.CAPTURE, Status.DECLINED).event())
                .contains(new PaymentEvent.PaymentDeclined(ORDER, AMOUNT, "code", NOW_AS_STORED));
        assertThat(settled(Kind.REFUND, Status.APPROVED).event())
                .contains(new PaymentEvent.PaymentRefunded(ORDER, AMOUNT, "ref", NOW_AS_STORED));
        assertThat(settled(Kind.REFUND, Status.DECLINED).event()).isEmpty();
        assertThat(capture(Status.UNKNOWN, 1).event()).isEmpty();
    }

    private static Intent capture(Status status, int attempts) {
        return intent(Kind.CAPTURE, status, attempts);
    }

    private static Intent intent(Kind kind, Status status, int attempts) {
        return new Intent(
                ORDER,
                kind,
                "key",
                AMOUNT,
                new PaymentInstrument("card", "tok_approved"),
                null,
                status,
                attempts,
                BEGUN,
                null,
                null,
                null);
    }

    private static Intent settled(Kind kind, Status status) {
        return new Intent(ORDER, kind, "key", AMOUNT, null, null, status, 1, BEGUN, "ref", "code", NOW_AS_STORED);
    }
}
