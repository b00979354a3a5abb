package io.esteira.platform.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {

    @Bean
    KafkaClients kafkaClients(KafkaProperties properties, KafkaConnectionDetails connection, KafkaSettings settings) {
        Map<String, Object> common = properties.buildAdminProperties();
        common.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.getBootstrapServers());
        return new KafkaClients(common, settings);
    }

    @Bean
    KafkaTopics kafkaTopics(KafkaClients clients, KafkaSettings settings) {
        return new KafkaTopics(clients, settings);
    }

    @Bean
    TopicWriter topicWriter(KafkaClients clients, KafkaTopics topics, KafkaSettings settings) {
        return new TopicWriter(clients.producer("esteira"), topics, settings);
    }

    @Bean
    DeadLetters deadLetters(TopicWriter writer, MeterRegistry meters) {
        return new DeadLetters(writer, meters);
    }

    @Bean
    TopicConsumers topicConsumers(
            KafkaClients clients,
            KafkaTopics topics,
            DeadLetters deadLetters,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            MeterRegistry meters) {
        return new TopicConsumers(clients, topics, deadLetters, jdbc, new TransactionTemplate(transactions), meters);
    }

    @Bean
    TopicViews topicViews(KafkaClients clients, KafkaTopics topics) {
        return new TopicViews(clients, topics);
    }
}
