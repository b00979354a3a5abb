package io.esteira.local;

import java.util.Map;

/**
 * Where a shop process finds what it needs. Each address may be that of something in between.
 *
 * @param username of the database
 * @param password of the database
 */
public record Surroundings(
        String bootstrapServers,
        String jdbcUrl,
        String username,
        String password,
        String smtpHost,
        int smtpPort,
        Credentials credentials) {

    static final int PARTITIONS = 6;

    /** In the words of any installation. */
    Map<String, String> properties() {
        return Map.of(
                "spring.kafka.bootstrap-servers", bootstrapServers,
                "spring.datasource.url", jdbcUrl,
                "spring.datasource.username", username,
                "spring.datasource.password", password,
                "spring.mail.host", smtpHost,
                "spring.mail.port", String.valueOf(smtpPort),
                "esteira.web.link-secret", credentials.linkSecret(),
                "esteira.access.bootstrap-file",
                        credentials.file().toAbsolutePath().toString(),
                // To be shared among several, and few enough for one machine.
                "esteira.kafka.partitions", String.valueOf(PARTITIONS));
    }

    @Override
    public String toString() {
        return bootstrapServers + ", " + jdbcUrl + ", " + smtpHost + ":" + smtpPort;
    }
}
