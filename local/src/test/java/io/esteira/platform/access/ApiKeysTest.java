package io.esteira.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.local.ShopUnderTest;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ApiKeysTest {

    private final JdbcClient jdbc = ShopUnderTest.get().bean(JdbcClient.class);
    private final AtomicLong nanos = new AtomicLong();
    private final ApiKeys keys = new ApiKeys(jdbc, nanos::get);

    @Test
    void aKeyThatWasRevokedWhileItRestedOpensNothingAnyMore() {
        String client = "resting-" + UUID.randomUUID();
        String key = "test_" + UUID.randomUUID();
        keys.add(client, key, Set.of("orders:read"));
        assertThat(keys.find(key)).isPresent();

        revoke(client);
        assertThat(keys.find(key)).as("not looked up again at once").isPresent();
        nanos.addAndGet(Duration.ofMinutes(5).toNanos());

        assertThat(keys.find(key)).isEmpty();
    }

    @Test
    void whoAsksNobodyKnowsOnlyKeysInUseAndNotForLongAfterTheyAreRevoked() {
        String client = "here-" + UUID.randomUUID();
        String key = "test_" + UUID.randomUUID();
        keys.add(client, key, Set.of("orders:write"));
        assertThat(keys.findHere(key)).as("not asked for yet").isEmpty();
        assertThat(keys.find(key)).isPresent();
        assertThat(keys.findHere(key)).hasValue(new ApiClient(client, Set.of("orders:write")));

        nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        assertThat(keys.findHere(key)).as("rested too long").isEmpty();
        assertThat(keys.find(key)).isPresent();

        revoke(client);
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        // In steady use it is looked up again in the background, by whichever way it is asked for.
        await().untilAsserted(() -> assertThat(keys.findHere(key)).isEmpty());
    }

    @Test
    void aProcessThatHasLearntTheKeysNeedNotLookOneUp() {
        String client = "learnt-" + UUID.randomUUID();
        String key = "test_" + UUID.randomUUID();
        keys.add(client, key, Set.of("orders:write"));
        ApiKeys fresh = new ApiKeys(jdbc, nanos::get);
        fresh.learn();
        // Whoever asked the database now would not find it.
        revoke(client);

        assertThat(fresh.find(key)).hasValue(new ApiClient(client, Set.of("orders:write")));
    }

    @Test
    void aRevokedKeyIsNotLearnt() {
        String client = "gone-" + UUID.randomUUID();
        String key = "test_" + UUID.randomUUID();
        keys.add(client, key, Set.of("orders:write"));
        revoke(client);
        ApiKeys fresh = new ApiKeys(jdbc, nanos::get);
        fresh.learn();

        assertThat(fresh.find(key)).isEmpty();
    }

    @Test
    void aKeyThatProcessesWithDifferentRolesBringInMayWhatEachOfThemKnows() {
        String key = "test_" + UUID.randomUUID();

        keys.add("owner", key, Set.of("orders:write", "metrics:read"));
        keys.add("owner", key, Set.of("orders:read", "metrics:read"));

        assertThat(keys.find(key))
                .hasValueSatisfying(client -> assertThat(client.scopes())
                        .containsExactlyInAnyOrder("orders:write", "orders:read", "metrics:read"));
    }

    private void revoke(String client) {
        jdbc.sql("UPDATE access.api_keys SET revoked_at = now() WHERE client = ?")
                .param(client)
                .update();
    }
}
