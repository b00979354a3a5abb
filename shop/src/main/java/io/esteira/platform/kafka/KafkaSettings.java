package io.esteira.platform.kafka;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this installation lays out its topics.
 *
 * @param partitions of every topic that does not exist yet; the topic's own default if not set
 * @param replicationFactor of every topic that does not exist yet; 3 where there are three brokers, else 1, if not set
 * @param startupTimeout how long to wait for a broker when starting
 * @param sendTimeout how long a write may take until it counts as failed
 */
@ConfigurationProperties("esteira.kafka")
public record KafkaSettings(
        @Nullable Integer partitions,
        @Nullable Short replicationFactor,
        @DefaultValue("60s") Duration startupTimeout,
        @DefaultValue("10s") Duration sendTimeout) {

    /** The largest message that topics take: an order of 2,000 lines with room to spare. */
    public static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
}
