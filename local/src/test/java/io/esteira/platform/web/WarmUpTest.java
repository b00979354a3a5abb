package io.esteira.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Topics;
import io.esteira.local.ShopUnderTest;
import io.esteira.platform.access.ApiKeys;
import io.esteira.platform.access.LentKey;
import io.esteira.platform.kafka.KafkaClients;
import io.esteira.platform.kafka.KafkaTopics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(5);

    private final ShopUnderTest shop = ShopUnderTest.get();
    private final ApiKeys keys = shop.bean(ApiKeys.class);

    @Test
    void aShopThatPractisesIsAskedForOrdersAndPagesAndTakesNothing() {
        Map<TopicPartition, Long> before = written();
        List<Rehearsal> rehearsals = shop.beans(Rehearsal.class).stream()
                .sorted(Comparator.comparing(Rehearsal::path))
                .toList();
        Map<String, Integer> answers = new WarmUp(LONG_ENOUGH, rehearsals, keys, shop::base).practise();

        assertThat(answers).containsOnly(Map.entry("GET / 200", 2_000), Map.entry("POST /api/orders 422", 2_000));
        assertThat(written()).isEqualTo(before);
    }

    @Test
    void itEndsWhenItsTimeIsOver() {
        List<Rehearsal> pages = List.of(Rehearsal.get("/"));
        assertThat(new WarmUp(Duration.ofNanos(1), pages, keys, shop::base).practise())
                .isEmpty();
        assertThat(new WarmUp(Duration.ZERO, pages, keys, shop::base).practise())
                .isEmpty();
    }

    @Test
    void aShopThatCannotBeAskedStartsAllTheSame() throws IOException {
        List<Rehearsal> pages = List.of(Rehearsal.get("/"));
        assertThat(new WarmUp(LONG_ENOUGH, pages, keys, () -> null).practise()).isEmpty();

        URI nobody;
        try (var listener = new ServerSocket()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            nobody = URI.create("http://127.0.0.1:" + listener.getLocalPort());
        }
        assertThat(new WarmUp(LONG_ENOUGH, pages, keys, () -> nobody).practise())
                .containsOnlyKeys("GET / ConnectException");
    }

    @Test
    void aLentKeyOpensWhatItIsForUntilItIsGivenBack() throws Exception {
        LentKey lent = keys.lend("warm-up", Set.of("orders:write"));
        assertThat(status("/api/orders", lent.key())).isEqualTo(403);
        lent.close();
        assertThat(status("/api/orders", lent.key())).isEqualTo(401);
    }

    /** A listing of orders asks for a scope of its own. */
    private int status(String path, String key) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(shop.base().resolve(path))
                    .header("Authorization", "Bearer " + key)
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    /** The ends of the topic that orders are accepted into. */
    private Map<TopicPartition, Long> written() {
        try (var reader = shop.bean(KafkaClients.class).reader("warm-up-test")) {
            return Map.copyOf(reader.endOffsets(shop.bean(KafkaTopics.class).partitions(Topics.ORDERS_PENDING)));
        }
    }
}
