package io.esteira.payments;

import static io.esteira.payments.PaymentsOnKafka.PATIENCE;
import static io.esteira.payments.PaymentsOnKafka.capture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.esteira.contracts.OrderId;
import io.esteira.contracts.PaymentEvent.PaymentCaptured;
import io.esteira.contracts.PaymentEvent.PaymentDeclined;
import io.esteira.contracts.PaymentEvent.PaymentRefunded;
import io.esteira.contracts.PaymentRequest;
import io.esteira.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class PaymentsTest {

    private static final PaymentsOnKafka payments = PaymentsOnKafka.get();

    @Test
    void takesRequestsThatWereWrittenBeforeItFirstRan() {
        assertThat(payments.awaitEvent(PaymentsOnKafka.BEFORE_THE_FIRST_START.orderId()))
                .isInstanceOf(PaymentCaptured.class);
    }

    @Test
    void theShareGroupStartsAtTheBeginningAndReadsOnlyWhatIsCommitted() throws Exception {
        var group = new ConfigResource(ConfigResource.Type.GROUP, ShareGroup.NAME);
        try (Admin admin = Admin.create(payments.connection())) {
            var config = Objects.requireNonNull(
                    admin.describeConfigs(List.of(group)).all().get().get(group));
            assertThat(config.get("share.auto.offset.reset").value()).isEqualTo("earliest");
            assertThat(config.get("share.isolation.level").value()).isEqualTo("read_committed");
        }
    }

    @Test
    void marksWhatItAnnounced() throws Exception {
        var request = capture("marked", "tok_approved");
        payments.send(request);
        await().atMost(PATIENCE)
                .until(() -> payments.db()
                                .sql("SELECT count(published_at) FROM payments.intents WHERE order_id = ?")
                                .param(request.orderId().value())
                                .query(Integer.class)
                                .single()
                        == 1);
    }

    @Test
    void capturesTheAmountThatWasAskedFor() throws Exception {
        var request = capture("approved", "tok_approved");
        payments.send(request);
        assertThat(payments.awaitEvent(request.orderId())).isInstanceOfSatisfying(PaymentCaptured.class, captured -> {
            assertThat(captured.amount()).isEqualTo(request.amount());
            assertThat(captured.reference()).startsWith("pay_");
        });
    }

    @Test
    void forgetsTheTokenOnceTheOutcomeIsKnown() throws Exception {
        var request = capture("forgotten", "tok_approved");
        payments.send(request);
        payments.awaitEvent(request.orderId());
        assertThat(payments.db()
                        .sql("SELECT count(*) FROM payments.intents WHERE order_id = ? AND token IS NULL")
                        .param(request.orderId().value())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void tellsTheGatewaysReasonForADecline() throws Exception {
        assertThat(payments.outcomeOf("declined", "tok_declined"))
                .isInstanceOfSatisfying(
                        PaymentDeclined.class,
                        declined -> assertThat(declined.code()).isEqualTo("card_declined"));
        assertThat(payments.outcomeOf("invented", "tok_invented"))
                .isInstanceOfSatisfying(
                        PaymentDeclined.class,
                        declined -> assertThat(declined.code()).isEqualTo("unknown_token"));
    }

    @Test
    void triesAgainWhatFailedForCertain() throws Exception {
        assertThat(payments.outcomeOf("error", "tok_error")).isInstanceOf(PaymentCaptured.class);
        assertThat(payments.charges(capture("error", "tok_error"))).isEqualTo(1);
    }

    @Test
    void asksForAnOutcomeThatItDidNotHear() throws Exception {
        assertThat(payments.outcomeOf("unknown", "tok_unknown")).isInstanceOf(PaymentCaptured.class);
        assertThat(payments.charges(capture("unknown", "tok_unknown"))).isEqualTo(1);
    }

    @Test
    void chargesOnceHoweverOftenItIsAsked() throws Exception {
        var request = capture("repeated", "tok_approved");
        for (int copy = 0; copy < 20; copy++) {
            payments.send(request);
        }
        var last = capture("after-repeated", "tok_approved");
        payments.send(last);
        payments.awaitEvent(request.orderId());
        payments.awaitEvent(last.orderId());
        assertThat(payments.charges(request)).isEqualTo(1);
        assertThat(payments.records(request.orderId()))
                .extracting(PaymentsOnKafka::factId)
                .containsOnly(request.orderId() + "/captured");
    }

    /** They come at once and go into the same statements; what PostgreSQL cannot hold is a token with a NUL. */
    @Test
    void ofManyRequestsAtOnceEachOrderIsTakenOnceAndOneThatCannotBeWrittenStopsNoOther() throws Exception {
        Intents intents = payments.bean(Intents.class);
        List<PaymentRequest.Capture> requests = IntStream.range(0, 100)
                .mapToObj(i -> capture("crowd-" + i, "tok_approved"))
                .toList();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Intent>>> claims = new ArrayList<>();
            for (PaymentRequest request : requests) {
                claims.add(crowd.submit(() -> intents.claim(request)));
                claims.add(crowd.submit(() -> intents.claim(request)));
            }
            var poison = crowd.submit(() -> intents.claim(capture("crowd-poison", "tok_\0")));
            List<OrderId> taken = new ArrayList<>();
            for (Future<Optional<Intent>> claim : claims) {
                claim.get().map(Intent::orderId).ifPresent(taken::add);
            }
            assertThat(taken)
                    .containsExactlyInAnyOrderElementsOf(
                            requests.stream().map(PaymentRequest::orderId).toList());
            assertThatThrownBy(poison::get).isInstanceOf(ExecutionException.class);
        }
        // Whoever took them is gone; they are paid together.
        for (PaymentRequest request : requests) {
            assertThat(payments.awaitEvent(request.orderId())).isInstanceOf(PaymentCaptured.class);
            assertThat(payments.charges(request)).isEqualTo(1);
        }
    }

    @Test
    void givesBackWhatWasCaptured() throws Exception {
        var request = capture("refunded", "tok_approved");
        payments.send(request);
        var captured = (PaymentCaptured) payments.awaitEvent(request.orderId());
        payments.send(new PaymentRequest.Refund(
                request.orderId(), request.amount(), captured.reference(), Instant.parse("2026-11-22T11:00:00Z")));
        await().atMost(PATIENCE).until(() -> payments.records(request.orderId()).size() == 2);
        assertThat(Topics.PAYMENTS_EVENTS.decode(
                        payments.records(request.orderId()).getLast().value()))
                .isInstanceOfSatisfying(
                        PaymentRefunded.class,
                        refunded -> assertThat(refunded.reference()).startsWith("ref_"));
    }

    @Test
    void parksARefundThatTheGatewayRefuses() throws Exception {
        OrderId order = OrderId.derive("payments-test", "nothing-to-refund");
        payments.send(new PaymentRequest.Refund(order, capture("", "").amount(), "pay_of_nobody", Instant.EPOCH));
        awaitDeadLetter(order.toString());
        assertThat(payments.records(order)).isEmpty();
    }

    @Test
    void parksWhatIsNoRequestAndGoesOn() throws Exception {
        payments.send(new ProducerRecord<>(Topics.PAYMENTS_REQUESTS.name(), 0, "gibberish", new byte[] {1, 2, 3}));
        assertThat(payments.outcomeOf("after-gibberish", "tok_approved")).isInstanceOf(PaymentCaptured.class);
        awaitDeadLetter("gibberish");
    }

    @Test
    void parksARequestThatCanNeverBeCarriedOutAndSpinsForNone() throws Exception {
        var whole = capture("without-a-token", "tok_approved");
        String order = whole.orderId().toString();
        byte[] holed = new String(Topics.PAYMENTS_REQUESTS.encode(whole), StandardCharsets.UTF_8)
                .replace("\"tok_approved\"", "null")
                .getBytes(StandardCharsets.UTF_8);
        payments.send(new ProducerRecord<>(Topics.PAYMENTS_REQUESTS.name(), 0, order, holed));

        assertThat(payments.outcomeOf("after-the-hole", "tok_approved")).isInstanceOf(PaymentCaptured.class);
        awaitDeadLetter(order);
        assertThat(payments.db()
                        .sql("SELECT count(*) FROM payments.intents WHERE order_id = ?")
                        .param(whole.orderId().value())
                        .query(Long.class)
                        .single())
                .isZero();
        // Nothing waits behind it: the whole request of the same order is paid.
        payments.send(whole);
        assertThat(payments.awaitEvent(whole.orderId())).isInstanceOf(PaymentCaptured.class);
    }

    @Test
    void neverActsOnARequestWhoseTransactionWasAborted() throws Exception {
        var aborted = capture("aborted", "tok_approved");
        var committed = capture("committed", "tok_approved");
        Map<String, Object> config = new HashMap<>(payments.connection());
        config.put("transactional.id", "payments-test");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(inPartition0(aborted)).get();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(inPartition0(committed)).get();
            producer.commitTransaction();
        }
        assertThat(payments.awaitEvent(committed.orderId())).isInstanceOf(PaymentCaptured.class);
        // The reader of what was missed passes over both in order; it comes last, and finds nothing either.
        await().during(Duration.ofSeconds(3))
                .atMost(PATIENCE)
                .until(() -> payments.records(aborted.orderId()).isEmpty() && payments.charges(aborted) == 0);
    }

    private static void awaitDeadLetter(String key) {
        await().atMost(PATIENCE)
                .until(() -> payments.records(Topics.PAYMENTS_REQUESTS.deadLetterName(), key)
                                .size()
                        == 1);
    }

    private static ProducerRecord<String, byte[]> inPartition0(PaymentRequest request) {
        var record = Topics.PAYMENTS_REQUESTS.record(request.orderId().toString(), request);
        return new ProducerRecord<>(record.topic(), 0, record.key(), record.value(), record.headers());
    }
}
