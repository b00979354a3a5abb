package io.esteira.payments;

import io.esteira.contracts.Topics;
import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.kafka.KafkaClients;
import io.esteira.platform.kafka.KafkaTopics;
import io.esteira.platform.kafka.TopicConsumers;
import io.esteira.platform.kafka.TopicWriter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.listener.ShareKafkaMessageListenerContainer;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole("payments")
class PaymentsConfiguration {

    private static final Logger log = LoggerFactory.getLogger(PaymentsConfiguration.class);

    @Bean
    @ConditionalOnMissingBean
    PaymentGateway paymentGateway(JdbcClient db, PaymentsSettings settings) {
        log.info(
                "Payments go to the built-in sandbox: nobody is charged, and whoever picks the test card pays nothing");
        return new SandboxGateway(db, settings.sandbox().latency());
    }

    @Bean
    Intents paymentIntents(JdbcClient db, PaymentsSettings settings) {
        return new Intents(db, settings.lease());
    }

    @Bean
    Announced announcedPayments(Intents intents) {
        return new Announced(intents);
    }

    @Bean
    SettlePayment settlePayment(
            PaymentGateway gateway,
            Intents intents,
            TopicWriter topics,
            Announced announced,
            PaymentsSettings settings,
            MeterRegistry meters) {
        return new SettlePayment(
                gateway,
                intents,
                new Settlement(settings.longestPause(), settings.patience()),
                topics,
                announced,
                Clock.systemUTC(),
                meters);
    }

    @Bean
    PaymentRequests paymentRequests(Intents intents, SettlePayment settlePayment, PaymentsSettings settings) {
        return new PaymentRequests(intents, settlePayment, settings.concurrency() * settings.callsPerConsumer());
    }

    /** @param topics not used, but they must be there before the group reads */
    @Bean
    ShareKafkaMessageListenerContainer<String, byte[]> paymentsShareGroup(
            KafkaClients clients, KafkaTopics topics, PaymentsSettings settings, PaymentRequests requests) {
        return ShareGroup.container(ShareGroup.NAME, clients, settings, requests);
    }

    @Bean
    MissedRequests missedPaymentRequests(Intents intents, PaymentsSettings settings) {
        return new MissedRequests(intents, settings.missedAfter(), Clock.systemUTC());
    }

    @Bean
    MessageListenerContainer missedPaymentRequestsConsumer(TopicConsumers consumers, MissedRequests missed) {
        // No request waits for another: a refund is asked for only when its capture is known to have happened.
        return consumers.independentBatches(
                MissedRequests.GROUP, List.of(Topics.PAYMENTS_REQUESTS), 1, MissedRequests.BATCH, missed);
    }

    @Bean
    Sweep paymentsSweep(Intents intents, SettlePayment settlePayment, Announced announced, PaymentsSettings settings) {
        return new Sweep(intents, settlePayment, announced, settings.sweepEvery());
    }
}
