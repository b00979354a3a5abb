package io.esteira.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker in this process, its log in {@code <data>/kafka}, on loopback at ports chosen anew at each start.
 */
public final class LocalKafka implements Brokers {

    private static final Logger log = LoggerFactory.getLogger(LocalKafka.class);
    static final int NODE_ID = 1;

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private LocalKafka(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts on the data that is there, or on a log formatted now; returns when clients can be served. */
    public static LocalKafka start(Path data) throws IOException {
        Path logDir = Files.createDirectories(data.resolve("kafka")).toRealPath();
        KafkaStorage.formatUnlessFormatted(logDir, NODE_ID, Uuid.randomUuid().toString());
        RuntimeException failure = new IllegalStateException("Kafka was never tried");
        for (int attempt = 0; attempt < FreePort.ATTEMPTS; attempt++) {
            int port = FreePort.onLoopback();
            BrokerSettings settings = BrokerSettings.alone(logDir, port, FreePort.onLoopback());
            KafkaConfig config = KafkaConfig.fromProps(settings.toProperties(), false);
            KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
            try {
                server.startup();
                return new LocalKafka(server, "127.0.0.1:" + port);
            } catch (RuntimeException e) {
                log.warn("Kafka did not start with {}", settings, e);
                server.shutdown();
                server.awaitShutdown();
                failure = e;
            }
        }
        throw failure;
    }

    @Override
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
