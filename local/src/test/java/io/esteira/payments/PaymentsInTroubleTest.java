package io.esteira.payments;

import static io.esteira.payments.PaymentsOnKafka.PATIENCE;
import static io.esteira.payments.PaymentsOnKafka.capture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.contracts.PaymentEvent.PaymentCaptured;
import io.esteira.local.LocalStack;
import io.esteira.payments.Settlement.Verdict;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.ShareKafkaMessageListenerContainer;

/** What becomes of a payment when a process dies with it, or when what it needs is away. */
class PaymentsInTroubleTest {

    private static final PaymentsOnKafka payments = PaymentsOnKafka.get();

    @Test
    void asksBeforeItRepeatsACallThatAProcessDiedIn() throws Exception {
        var request = capture("died-after-charge", "tok_unknown");
        Intent left = payments.bean(Intents.class).claim(request).orElseThrow();
        payments.bean(PaymentGateway.class)
                .capture(left.idempotencyKey(), left.orderId(), left.amount(), left.requiredInstrument());
        assertThat(payments.awaitEvent(request.orderId())).isInstanceOf(PaymentCaptured.class);
        assertThat(payments.charges(request)).isEqualTo(1);
    }

    @Test
    void callsAgainWhereTheGatewayNeverHeardOfTheCallThatAProcessDiedIn() {
        var request = capture("died-before-charge", "tok_approved");
        assertThat(payments.bean(Intents.class).claim(request)).isPresent();
        assertThat(payments.awaitEvent(request.orderId())).isInstanceOf(PaymentCaptured.class);
        assertThat(payments.charges(request)).isEqualTo(1);
    }

    @Test
    void announcesAnOutcomeThatAProcessDiedWith() {
        var request = capture("died-before-telling", "tok_approved");
        Intents intents = payments.bean(Intents.class);
        Intent left = intents.claim(request).orElseThrow();
        Instant at = Instant.parse("2026-11-22T10:00:00.123Z");
        assertThat(intents.settle(left, new Verdict.Settled(Intent.Status.APPROVED, "pay_told_late", null, at)))
                .isPresent();
        assertThat(payments.awaitEvent(request.orderId()))
                .isEqualTo(new PaymentCaptured(request.orderId(), request.amount(), "pay_told_late", at));
    }

    @Test
    void keepsTheFirstOfTwoOutcomes() {
        var request = capture("two-outcomes", "tok_approved");
        Intents intents = payments.bean(Intents.class);
        Intent intent = intents.claim(request).orElseThrow();
        Instant at = Instant.parse("2026-11-22T10:00:00Z");
        var first = new Verdict.Settled(Intent.Status.APPROVED, "pay_first", null, at);
        assertThat(intents.settle(intent, first)).isPresent();
        assertThat(intents.settle(intent, new Verdict.Settled(Intent.Status.DECLINED, null, "late", at)))
                .isEmpty();
        assertThat(payments.awaitEvent(request.orderId())).isInstanceOf(PaymentCaptured.class);
    }

    @Test
    void paysWhatTheShareGroupNeverDelivers() throws Exception {
        ShareKafkaMessageListenerContainer<?, ?> group = payments.bean(ShareKafkaMessageListenerContainer.class);
        group.stop();
        try {
            assertThat(payments.outcomeOf("missed", "tok_approved")).isInstanceOf(PaymentCaptured.class);
        } finally {
            group.start();
        }
        assertThat(payments.charges(capture("missed", "tok_approved"))).isEqualTo(1);
    }

    @Test
    void waitsForADatabaseThatIsAway() throws Exception {
        var request = capture("outage", "tok_approved");
        asAdministrator("ALTER DATABASE " + payments.databaseName() + " ALLOW_CONNECTIONS false");
        try {
            asAdministrator("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                    + payments.databaseName() + "'");
            payments.send(request);
            await().during(Duration.ofSeconds(2))
                    .atMost(PATIENCE)
                    .until(() -> payments.records(request.orderId()).isEmpty());
        } finally {
            asAdministrator("ALTER DATABASE " + payments.databaseName() + " ALLOW_CONNECTIONS true");
        }
        assertThat(payments.awaitEvent(request.orderId())).isInstanceOf(PaymentCaptured.class);
        assertThat(payments.charges(request)).isEqualTo(1);
    }

    private static void asAdministrator(String sql) throws Exception {
        LocalStack stack = LocalStack.get();
        try (var connection = DriverManager.getConnection(stack.jdbcUrl(), stack.username(), stack.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
