package io.esteira.platform.kafka;

import io.esteira.local.ShopUnderTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** A writer whose broker never answers: the port is open, and nobody speaks. */
public final class CutOff implements AutoCloseable {

    private static final Duration SEND_TIMEOUT = Duration.ofMillis(500);

    private final ServerSocket silent;
    private final TopicWriter writer;

    public CutOff() throws IOException {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        KafkaSettings settings = new KafkaSettings(null, null, Duration.ofSeconds(1), SEND_TIMEOUT);
        KafkaClients clients = new KafkaClients(
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + silent.getLocalPort()), settings);
        writer =
                new TopicWriter(clients.producer("cut-off"), ShopUnderTest.get().bean(KafkaTopics.class), settings);
    }

    public TopicWriter writer() {
        return writer;
    }

    @Override
    public void close() throws IOException {
        silent.close();
        writer.close();
    }
}
