package io.esteira.orderflow;

import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.kafka.KafkaClients;
import io.esteira.platform.kafka.KafkaTopics;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole("orderflow")
class OrderFlowConfiguration {

    @Bean
    RunningFlow orderflow(
            KafkaClients clients,
            KafkaTopics topics,
            OrderFlowSettings settings,
            StreamsSettings streams,
            MeterRegistry meters) {
        return new RunningFlow(
                settings.flow(new HeldBack(meters), new Turnstile()),
                StreamsProperties.of(clients.connection(), topics.replicas(), streams),
                streams.farewell());
    }
}
