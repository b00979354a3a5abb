package io.esteira.local;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/**
 * What this data directory is opened with, made at its first start. People read {@code credentials.properties}; what
 * only the parts say to each other is kept beside it.
 */
public final class Credentials {

    private static final SecureRandom RANDOM = new SecureRandom();
    /** Without the characters that are mistaken for others when copied by hand. */
    private static final String READABLE = "abcdefghijkmnpqrstuvwxyz23456789";

    private final Path file;
    private final Properties forPeople;
    private final Properties betweenParts;

    private Credentials(Path file, Properties forPeople, Properties betweenParts) {
        this.file = file;
        this.forPeople = forPeople;
        this.betweenParts = betweenParts;
    }

    public static Credentials in(Path data) throws IOException {
        Path file = data.resolve("credentials.properties");
        Properties forPeople = load(file);
        complete(
                file,
                forPeople,
                Map.of("staff.username", "staff", "staff.password", readable(20), "api.key", "esteira_" + hex(32)));
        Path secrets = data.resolve("secrets.properties");
        Properties betweenParts = load(secrets);
        complete(secrets, betweenParts, Map.of("link.secret", hex(32), "postgres.password", hex(24)));
        return new Credentials(file, forPeople, betweenParts);
    }

    public Path file() {
        return file;
    }

    public String staffUsername() {
        return forPeople.getProperty("staff.username");
    }

    public String staffPassword() {
        return forPeople.getProperty("staff.password");
    }

    public String apiKey() {
        return forPeople.getProperty("api.key");
    }

    public String linkSecret() {
        return betweenParts.getProperty("link.secret");
    }

    public String postgresPassword() {
        return betweenParts.getProperty("postgres.password");
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
        }
        return properties;
    }

    private static void complete(Path file, Properties properties, Map<String, String> fresh) throws IOException {
        if (properties.keySet().containsAll(fresh.keySet())) {
            return;
        }
        fresh.forEach(properties::putIfAbsent);
        StringBuilder content = new StringBuilder();
        for (String key : new TreeSet<>(properties.stringPropertyNames()).descendingSet()) {
            content.append(key).append('=').append(properties.getProperty(key)).append('\n');
        }
        PrivateFile.write(file, content.toString());
    }

    private static String readable(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(READABLE.charAt(RANDOM.nextInt(READABLE.length())));
        }
        return text.toString();
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
