package io.esteira.billing;

import io.esteira.contracts.OrderEvent.CancellationRefused;
import io.esteira.contracts.OrderEvent.OrderAccepted;
import io.esteira.contracts.OrderEvent.OrderCancelled;
import io.esteira.contracts.OrderEvent.OrderExpired;
import io.esteira.contracts.OrderEvent.OrderRejected;
import io.esteira.contracts.OrderEvent.StockReserved;
import io.esteira.contracts.Topics;
import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.kafka.TopicConsumers;
import io.esteira.platform.kafka.TopicWriter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole("billing")
class BillingConfiguration {

    static final String GROUP = "billing";

    private static final int MAX_BATCH = 2_000;

    @Bean
    IssueInvoices issueInvoices(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            TopicWriter writer,
            BillingSettings settings,
            MeterRegistry meters) {
        return new IssueInvoices(
                new Invoices(jdbc),
                new TransactionTemplate(transactions),
                writer,
                new Numbering(settings.series(), settings.seller().onInvoice()),
                Counter.builder("esteira.invoices.issued")
                        .description("Invoices that this process issued")
                        .register(meters),
                Clock.systemUTC());
    }

    @Bean
    MessageListenerContainer billingConsumer(
            TopicConsumers consumers, IssueInvoices issueInvoices, BillingSettings settings) {
        return consumers.batches(
                GROUP,
                List.of(Topics.ORDERS_EVENTS),
                settings.threads(),
                MAX_BATCH,
                Set.of(
                        OrderAccepted.class,
                        StockReserved.class,
                        OrderRejected.class,
                        OrderCancelled.class,
                        OrderExpired.class,
                        CancellationRefused.class),
                issueInvoices::accept);
    }
}
