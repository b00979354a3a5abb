package io.esteira.platform.access;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys of API clients, known by their hashes only. */
public final class ApiKeys {

    /** How long a revoked key in steady use may still work. */
    private static final Duration REVOCATION_DELAY = Duration.ofSeconds(30);

    /** A key that rested this long is looked up before it opens anything: a refresh comes after one more answer. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    /** A database that hangs must not hold those whose key is not known here. */
    private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(3);

    private static final int MAX_CACHED = 10_000;
    private static final int SECRET_BYTES = 32;

    private final JdbcClient jdbc;
    private final AsyncLoadingCache<String, Optional<ApiClient>> known;
    private final Map<String, ApiClient> lent = new ConcurrentHashMap<>();

    ApiKeys(JdbcClient jdbc, Ticker ticker) {
        this.jdbc = jdbc;
        // Refreshed in the background: a request that knows its key does not wait for the database.
        this.known = Caffeine.newBuilder()
                .maximumSize(MAX_CACHED)
                .refreshAfterWrite(REVOCATION_DELAY)
                .expireAfterAccess(LONGEST_REST)
                .ticker(ticker)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .buildAsync(this::load);
    }

    /**
     * The client whose key this is.
     *
     * @throws DataAccessException if the key is not known here and the database does not answer in time
     */
    public Optional<ApiClient> find(String key) {
        String hash = HexFormat.of().formatHex(hash(key));
        ApiClient myself = lent.get(hash);
        if (myself != null) {
            return Optional.of(myself);
        }
        try {
            return known.get(hash).get(LOOKUP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof DataAccessException outage ? outage : new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new QueryTimeoutException("The database did not tell of a key in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueryTimeoutException("Interrupted while a key was looked up", e);
        }
    }

    /** As {@link #find}, for those who ask nobody: empty, too, where a database would have to tell. */
    public Optional<ApiClient> findHere(String key) {
        String hash = HexFormat.of().formatHex(hash(key));
        ApiClient myself = lent.get(hash);
        if (myself != null) {
            return Optional.of(myself);
        }
        CompletableFuture<Optional<ApiClient>> told = known.getIfPresent(hash);
        return told != null && told.state() == Future.State.SUCCESS ? told.resultNow() : Optional.empty();
    }

    /** Learns the keys there are, so that a process that has just started knows them even when the database goes away. */
    void learn() {
        jdbc.sql("SELECT key_hash, client, scopes FROM access.api_keys WHERE revoked_at IS NULL LIMIT :max")
                .param("max", MAX_CACHED)
                .query((row, number) ->
                        Map.entry(HexFormat.of().formatHex(row.getBytes("key_hash")), Optional.of(client(row))))
                .list()
                .forEach(key -> known.synchronous().put(key.getKey(), key.getValue()));
    }

    /**
     * Makes {@code key} a key of {@code client}. What it was permitted before it stays permitted: processes with
     * different roles each know scopes of their own.
     */
    public void add(String client, String key, Set<String> scopes) {
        jdbc.sql("""
                        INSERT INTO access.api_keys (key_hash, client, scopes) VALUES (:hash, :client, :scopes)
                        ON CONFLICT (key_hash) DO UPDATE SET client = excluded.client,
                            scopes = ARRAY(SELECT DISTINCT unnest(api_keys.scopes || excluded.scopes))
                        """)
                .param("hash", hash(key))
                .param("client", client)
                .param("scopes", scopes.toArray(String[]::new))
                .update();
        known.synchronous().invalidate(HexFormat.of().formatHex(hash(key)));
    }

    /** A key for this process to call itself with. It opens no other, is in no database, and dies with its being closed. */
    public LentKey lend(String client, Set<String> scopes) {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        String key = HexFormat.of().formatHex(secret);
        String hash = HexFormat.of().formatHex(hash(key));
        lent.put(hash, new ApiClient(client, scopes));
        return new LentKey(key, () -> lent.remove(hash));
    }

    private Optional<ApiClient> load(String hash) {
        return jdbc.sql("SELECT client, scopes FROM access.api_keys WHERE key_hash = :hash AND revoked_at IS NULL")
                .param("hash", HexFormat.of().parseHex(hash))
                .query((row, number) -> client(row))
                .optional();
    }

    private static ApiClient client(ResultSet row) throws SQLException {
        String[] scopes = (String[]) row.getArray("scopes").getArray();
        return new ApiClient(row.getString("client"), Set.copyOf(Arrays.asList(scopes)));
    }

    private static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
