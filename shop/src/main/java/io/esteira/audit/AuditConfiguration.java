package io.esteira.audit;

import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.kafka.KafkaClients;
import io.esteira.platform.kafka.KafkaTopics;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The books are kept by processes with the role {@code audit}, and read by those that show them, too. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole({"audit", "staff"})
class AuditConfiguration {

    @Bean
    Audit audit(JdbcClient jdbc) {
        return new ReadReport(jdbc, InstantSource.system());
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnRole("audit")
    static class Keeping {

        @Bean
        Positions auditPositions(JdbcClient jdbc) {
            return new Positions(jdbc);
        }

        @Bean
        Books auditBooks(JdbcClient jdbc, PlatformTransactionManager manager, AuditSettings settings) {
            return new Books(jdbc, ofItsOwn(manager), Bounds.of(settings));
        }

        @SuppressWarnings("unused") // the topics must be there before the first read
        @Bean
        TopicReaders auditReaders(
                KafkaClients clients, KafkaTopics topics, AuditSettings settings, Books books, Positions positions) {
            return new TopicReaders(
                    settings.threads(), name -> new TopicReader(name, clients, settings, books, positions));
        }

        @SuppressWarnings("unused") // the topics must be there before their ends are asked for
        @Bean
        TopicEnds auditTopicEnds(KafkaClients clients, KafkaTopics topics, Positions positions) {
            return new TopicEnds(clients, positions);
        }

        @Bean
        Sweep auditSweep(
                JdbcClient jdbc,
                PlatformTransactionManager manager,
                AuditSettings settings,
                TopicEnds ends,
                Books books,
                Positions positions) {
            Bounds bounds = Bounds.of(settings);
            LedgerReader ledgers = new LedgerReader(jdbc, books, positions, settings.maxBatch());
            SequencedMap<String, Sweep.Step> steps = new LinkedHashMap<>();
            steps.put("mark where topics end", ends::mark);
            steps.put("read the ledger tables", ledgers::read);
            steps.put("look for overdue orders", new OverdueOrders(jdbc, ofItsOwn(manager), bounds));
            steps.put("compare stock levels", new QuietShelves(jdbc, bounds));
            steps.put("follow invoice numbers", new NumberGaps(jdbc, bounds));
            steps.put("look for dead messages", new DeadMessages(jdbc));
            return new Sweep(
                    jdbc, new TransactionTemplate(manager), steps, settings.sweepEvery(), InstantSource.system());
        }

        @Bean
        AuditAccess auditAccess() {
            return new AuditAccess();
        }

        @Bean
        MeterBinder auditMetrics(Audit audit) {
            return new AuditMetrics(audit);
        }

        /** Under this name it is part of {@code /actuator/health}, and of neither readiness nor liveness. */
        @Bean
        HealthIndicator auditHealthIndicator(Audit audit, AuditSettings settings) {
            return new AuditHealth(audit, settings.patience());
        }

        /** What is entered is committed at once, whatever transaction holds the lock of the sweep. */
        private static TransactionTemplate ofItsOwn(PlatformTransactionManager manager) {
            TransactionTemplate template = new TransactionTemplate(manager);
            template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
            return template;
        }
    }
}
