package io.esteira.platform.spool;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the spool uses the database.
 *
 * @param connections of each process, apart from those of everything else; at least 4
 * @param timeout how long the database may take to answer before it counts as away; whole seconds
 * @param keepSent how long a record can still be found after Kafka took it; covers the time until whoever follows the
 *     topic has read it there
 */
@ConfigurationProperties("esteira.spool")
record SpoolSettings(
        @DefaultValue("8") int connections,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue("10s") Duration keepSent) {

    private static final int CONNECTIONS_MIN = 4;

    SpoolSettings {
        if (connections < CONNECTIONS_MIN) {
            throw new IllegalArgumentException("esteira.spool.connections must be at least " + CONNECTIONS_MIN);
        }
        if (timeout.toSeconds() < 1) {
            throw new IllegalArgumentException("esteira.spool.timeout must be at least 1s");
        }
    }
}
