package io.esteira.local;

/** Running Kafka, in this process or in others. */
sealed interface Brokers extends AutoCloseable permits LocalKafka, BrokerCluster {

    String bootstrapServers();

    @Override
    void close();
}
