package io.esteira.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker in this process, its log in {@code <data>/kafka}, on loopback at ports chosen anew at each start.
 */
public final class LocalKafka implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LocalKafka.class);
    private static final int NODE_ID = 1;

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private LocalKafka(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts on the data that is there, or on a log formatted now; returns when clients can be served. */
    public static LocalKafka start(Path data) throws IOException {
        Path logDir = Files.createDirectories(data.resolve("kafka")).toRealPath();
        formatUnlessFormatted(logDir);
        RuntimeException failure = new IllegalStateException("Kafka was never tried");
        for (int attempt = 0; attempt < FreePort.ATTEMPTS; attempt++) {
            BrokerSettings settings = new BrokerSettings(NODE_ID, logDir, FreePort.onLoopback(), FreePort.onLoopback());
            KafkaConfig config = KafkaConfig.fromProps(settings.toProperties(), false);
            KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
            try {
                server.startup();
                return new LocalKafka(server, settings.bootstrapServers());
            } catch (RuntimeException e) {
                log.warn("Kafka did not start with {}", settings, e);
                server.shutdown();
                server.awaitShutdown();
                failure = e;
            }
        }
        throw failure;
    }

    private static void formatUnlessFormatted(Path logDir) throws IOException {
        // Written last; without it, a format that was cut short begins anew.
        if (Files.exists(logDir.resolve("meta.properties"))) {
            return;
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(said, true, StandardCharsets.UTF_8))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE_ID)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(logDir.toString())
                    .addDirectory(logDir.toString())
                    .setHasDynamicQuorum(false)
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("cannot format " + logDir, e);
        }
        log.info("Kafka storage: {}", said.toString(StandardCharsets.UTF_8).strip());
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
