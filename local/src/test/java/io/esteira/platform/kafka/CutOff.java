package io.esteira.platform.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** A broker that never answers: the port is open, and nobody speaks. */
public final class CutOff implements AutoCloseable {

    private static final Duration SEND_TIMEOUT = Duration.ofMillis(500);

    private final ServerSocket silent;
    private final KafkaSettings settings = new KafkaSettings(null, null, Duration.ofSeconds(1), SEND_TIMEOUT);

    public CutOff() throws IOException {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    public KafkaClients clients() {
        return new KafkaClients(
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + silent.getLocalPort()), settings);
    }

    public KafkaSettings settings() {
        return settings;
    }

    @Override
    public void close() throws IOException {
        silent.close();
    }
}
