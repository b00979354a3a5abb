package io.esteira.local;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * Where this run's Kafka and PostgreSQL listen, kept in the data directory for tools on this machine: each run chooses
 * other ports. After a stop it names ports where nobody is any more.
 */
public record Addresses(String bootstrapServers, String jdbcUrl, String username, String password) {

    private static final String FILE = "addresses.properties";
    private static final String BOOTSTRAP_SERVERS = "spring.kafka.bootstrap-servers";
    private static final String JDBC_URL = "spring.datasource.url";
    private static final String USERNAME = "spring.datasource.username";

    /** @throws IOException with what is missing, if nothing runs or ever ran there */
    public static Addresses in(Path data) throws IOException {
        Properties addresses = read(data.resolve(FILE));
        Properties secrets = read(data.resolve("secrets.properties"));
        for (String name : List.of(BOOTSTRAP_SERVERS, JDBC_URL, USERNAME)) {
            if (!addresses.containsKey(name)) {
                throw new IOException(data.resolve(FILE) + " does not say " + name);
            }
        }
        return new Addresses(
                addresses.getProperty(BOOTSTRAP_SERVERS),
                addresses.getProperty(JDBC_URL),
                addresses.getProperty(USERNAME),
                secrets.getProperty("postgres.password", ""));
    }

    /** Without the password, which stands in {@code secrets.properties}. */
    public void keepIn(Path data) throws IOException {
        PrivateFile.write(
                data.resolve(FILE),
                BOOTSTRAP_SERVERS + "=" + bootstrapServers + "\n" + JDBC_URL + "=" + jdbcUrl + "\n" + USERNAME + "="
                        + username + "\n");
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
