package io.esteira.platform.deadletters;

import io.esteira.contracts.Topic;
import io.esteira.contracts.Topics;
import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.kafka.DeadLetters;
import io.esteira.platform.kafka.TopicConsumers;
import io.esteira.platform.kafka.TopicWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole("staff")
class DeadLettersConfiguration {

    private static final String GROUP = "dead-letters";
    private static final int MAX_BATCH = 200;

    @Bean
    DeadLetterTable deadLetterTable(JdbcClient jdbc) {
        return new DeadLetterTable(jdbc);
    }

    @Bean
    MessageListenerContainer deadLetterReader(
            TopicConsumers consumers, DeadLetterTable table, PlatformTransactionManager transactions) {
        return consumers.records(
                GROUP,
                Topics.all().stream().map(Topic::deadLetterName).toList(),
                MAX_BATCH,
                new DeadLetterReader(table, new TransactionTemplate(transactions)));
    }

    @Bean
    DeadLetterDesk deadLetterDesk(
            DeadLetterTable table, PlatformTransactionManager transactions, TopicWriter writer, DeadLetters letters) {
        return new DeadLetterDesk(table, new TransactionTemplate(transactions), writer, letters);
    }

    @Bean
    DeadLettersAccess deadLettersAccess() {
        return new DeadLettersAccess();
    }
}
