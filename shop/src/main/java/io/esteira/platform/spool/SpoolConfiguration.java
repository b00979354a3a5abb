package io.esteira.platform.spool;

import io.esteira.platform.kafka.KafkaClients;
import io.esteira.platform.kafka.KafkaSettings;
import io.esteira.platform.kafka.KafkaTopics;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class SpoolConfiguration {

    @Bean
    DurableWriters durableWriters(
            DataSource dataSource,
            KafkaClients clients,
            KafkaTopics topics,
            KafkaSettings kafkaSettings,
            SpoolSettings settings,
            MeterRegistry registry) {
        return new DurableWriters(dataSource, clients, topics, kafkaSettings, settings, registry);
    }

    /** Read with everybody's connections: where they are of no use, nothing else can be read either. */
    @Bean
    SpooledRecords spooledRecords(JdbcClient jdbc) {
        return new SpooledRecords(jdbc);
    }
}
