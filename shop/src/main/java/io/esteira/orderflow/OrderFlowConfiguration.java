package io.esteira.orderflow;

import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.kafka.KafkaClients;
import io.esteira.platform.kafka.KafkaTopics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole("orderflow")
class OrderFlowConfiguration {

    @Bean
    RunningFlow orderflow(
            KafkaClients clients, KafkaTopics topics, OrderFlowSettings settings, StreamsSettings streams) {
        return new RunningFlow(
                settings.flow(),
                StreamsProperties.of(clients.connection(), topics.replicas(), streams),
                streams.farewell());
    }
}
