package io.esteira.billing;

import io.esteira.contracts.Topics;
import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.kafka.TopicConsumers;
import io.esteira.platform.kafka.TopicWriter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
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

    private static final int MAX_BATCH = 500;

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
                GROUP, List.of(Topics.ORDERS_EVENTS), settings.threads(), MAX_BATCH, issueInvoices::accept);
    }
}
