package io.esteira.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.local.Platform;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApiKeysTest {

    @Test
    void aKeyThatProcessesWithDifferentRolesBringInMayWhatEachOfThemKnows() {
        try (Platform platform = Platform.start()) {
            ApiKeys keys = platform.get(ApiKeys.class);
            String key = UUID.randomUUID().toString();

            keys.add("owner", key, Set.of("orders:write", "metrics:read"));
            keys.add("owner", key, Set.of("orders:read", "metrics:read"));

            assertThat(keys.find(key))
                    .hasValueSatisfying(client -> assertThat(client.scopes())
                            .containsExactlyInAnyOrder("orders:write", "orders:read", "metrics:read"));
        }
    }
}
