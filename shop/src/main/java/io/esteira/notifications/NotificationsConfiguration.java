package io.esteira.notifications;

import io.esteira.contracts.OrderEvent.CancellationRefused;
import io.esteira.contracts.OrderEvent.OrderConfirmed;
import io.esteira.contracts.OrderEvent.StockReserved;
import io.esteira.contracts.Topics;
import io.esteira.paper.InvoicePrinter;
import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.kafka.TopicConsumers;
import io.esteira.platform.text.Templates;
import io.esteira.platform.web.SignedLinks;
import io.esteira.platform.web.WebSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Mails are sent by processes with the role {@code notifications}; staff looks after those that were given up. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole({"notifications", "staff"})
class NotificationsConfiguration {

    static final String GROUP = "notifications";

    @Bean
    MailDesk mailDesk(JdbcClient jdbc) {
        return new MailDesk(jdbc);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnRole("notifications")
    static class Sending {

        private static final int CONSUMERS = 2;
        private static final int MAX_BATCH = 500;

        @Bean
        Messages customerMessages(JdbcClient jdbc, MeterRegistry meters) {
            Messages messages = new Messages(jdbc);
            Gauge.builder("esteira.mails.due", () -> messages.count("DUE"))
                    .description("Mails that wait to be sent, all processes together")
                    .register(meters);
            Gauge.builder("esteira.mails.dead", () -> messages.count("DEAD"))
                    .description("Mails that were given up, all processes together")
                    .register(meters);
            return messages;
        }

        @Bean
        WakeUp mailWakeUp() {
            return new WakeUp();
        }

        @Bean
        RecordNotices recordNotices(Messages messages, WakeUp wakeUp) {
            return new RecordNotices(messages, wakeUp);
        }

        @Bean
        MessageListenerContainer notificationsConsumer(TopicConsumers consumers, RecordNotices recordNotices) {
            return consumers.batches(
                    GROUP,
                    List.of(Topics.ORDERS_EVENTS, Topics.BILLING_EVENTS),
                    CONSUMERS,
                    MAX_BATCH,
                    Set.of(StockReserved.class, OrderConfirmed.class, CancellationRefused.class),
                    recordNotices::accept);
        }

        @Bean
        MailWorkers mailWorkers(
                Messages messages,
                WakeUp wakeUp,
                Templates templates,
                MessageSource texts,
                InvoicePrinter printer,
                SignedLinks links,
                WebSettings web,
                NotificationSettings settings,
                JavaMailSenderImpl server,
                MeterRegistry meters) {
            Mails mails = new Mails(
                    templates,
                    texts,
                    printer,
                    links::url,
                    settings.from(),
                    web.publicUrl().getHost(),
                    settings.attachInvoices());
            SendMails send = new SendMails(messages, mails, settings, Clock.systemUTC()::instant, meters);
            return new MailWorkers(send, () -> new SmtpConnection(server, settings.smtpTimeout()), wakeUp, settings);
        }
    }
}
