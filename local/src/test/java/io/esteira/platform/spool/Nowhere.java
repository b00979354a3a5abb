package io.esteira.platform.spool;

import com.zaxxer.hikari.HikariDataSource;
import io.esteira.local.ShopUnderTest;
import io.esteira.platform.kafka.CutOff;
import io.esteira.platform.kafka.KafkaTopics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;

/** A writer with neither a Kafka that answers nor a database that listens. */
public final class Nowhere implements AutoCloseable {

    private final CutOff kafka = new CutOff();
    private final HikariDataSource database = new HikariDataSource();
    private final DurableWriter writer;

    public Nowhere() throws IOException {
        database.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/nowhere");
        writer = new DurableWriters(
                        database,
                        kafka.clients(),
                        ShopUnderTest.get().bean(KafkaTopics.class),
                        kafka.settings(),
                        new SpoolSettings(4, Duration.ofSeconds(1), Duration.ofSeconds(1)),
                        new SimpleMeterRegistry())
                .open(Duration.ofMillis(200), 1_000);
        writer.start();
    }

    public DurableWriter writer() {
        return writer;
    }

    @Override
    public void close() throws IOException {
        writer.close();
        database.close();
        kafka.close();
    }
}
