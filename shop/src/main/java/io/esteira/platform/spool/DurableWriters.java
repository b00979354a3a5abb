package io.esteira.platform.spool;

import com.zaxxer.hikari.HikariDataSource;
import io.esteira.platform.kafka.KafkaClients;
import io.esteira.platform.kafka.KafkaSettings;
import io.esteira.platform.kafka.KafkaTopics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;

/** Makes the {@link DurableWriter} of a process that takes what must not be lost. */
public final class DurableWriters {

    private final DataSource main;
    private final KafkaClients clients;
    private final KafkaSettings kafkaSettings;
    private final SpoolSettings settings;
    private final MeterRegistry registry;

    @SuppressWarnings("unused") // the topics must be there before the first write
    DurableWriters(
            DataSource main,
            KafkaClients clients,
            KafkaTopics topics,
            KafkaSettings kafkaSettings,
            SpoolSettings settings,
            MeterRegistry registry) {
        this.main = main;
        this.clients = clients;
        this.kafkaSettings = kafkaSettings;
        this.settings = settings;
        this.registry = registry;
    }

    /**
     * @param patience how long a write waits for Kafka before it goes into the spool
     * @param limit records that may wait in the spool before no more are taken
     */
    public DurableWriter open(Duration patience, long limit) {
        HikariDataSource pool = SpoolPool.beside(main, settings);
        SpoolTable table = Spool.table(pool);
        SpoolWatch watch = new SpoolWatch(table, settings.keepSent());
        Breaker breaker = new Breaker(System::nanoTime);
        SpoolMetrics metrics = new SpoolMetrics(registry, watch, breaker);
        KafkaLeg kafka = new KafkaLeg(
                clients.producer("esteira-durable", patience), breaker, patience, kafkaSettings.sendTimeout());
        return new DurableWriter(kafka, new Spool(pool, table, watch, kafka, metrics, settings), metrics, limit);
    }
}
