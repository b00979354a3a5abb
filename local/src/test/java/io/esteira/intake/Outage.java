package io.esteira.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.contracts.OrderId;
import io.esteira.local.LocalStack;
import io.esteira.local.ShopsInAnOutage;
import io.esteira.local.ShopsInAnOutage.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Two shops that know their client, on a Kafka and a PostgreSQL that may go away, and what is asked of them then. All tests
 * share them, and heal them in the end.
 */
final class Outage {

    static final String SKU = "OUTAGE";
    static final Duration LONG = Duration.ofMinutes(2);

    final ShopsInAnOutage shops = Running.SHOPS;

    Outage() {
        shops.first().place("warm-up", json(1));
        shops.second().place("warm-up", json(1));
    }

    /** The other shop may have emptied the spool alone: then this one learns that Kafka is back with its next order. */
    void awaitTrust(String prefix) {
        AtomicInteger tries = new AtomicInteger();
        await("it is back in trust").atMost(LONG).until(() -> {
            shops.first().place(prefix + tries.incrementAndGet(), json(1)).id();
            return !shops.first().hasGivenUpOnKafka();
        });
    }

    static BatchOfOrders batch(String prefix, int lines) {
        BatchOfOrders batch = new BatchOfOrders();
        for (int i = 0; i < lines; i++) {
            batch.with(prefix + "-" + i, OrderJson.of(SKU, 1));
        }
        return batch;
    }

    static List<OrderId> accepted(Reply reply, int lines) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        List<JsonNode> answers = BatchOfOrders.answers(reply.body());
        assertThat(answers).hasSize(lines).allMatch(each -> each.path("status").asInt() == 201);
        return answers.stream()
                .map(each -> OrderId.of(each.path("id").asString()))
                .toList();
    }

    void assertEachTakenUpOnce(Set<OrderId> accepted) {
        Map<OrderId, Integer> takenUp = shops.takenUp();
        takenUp.keySet().retainAll(accepted);
        assertThat(takenUp).isEqualTo(accepted.stream().collect(Collectors.toMap(id -> id, _ -> 1)));
    }

    static String json(int quantity) {
        return OrderJson.of(SKU, quantity).toString();
    }

    private static ShopsInAnOutage selling() {
        try {
            ShopsInAnOutage shops = new ShopsInAnOutage();
            LocalStack.get().beforeStop(shops::close);
            shops.first().client().offer(SKU, "29.90", 100_000);
            await("both sell it")
                    .atMost(LONG)
                    .until(() -> shops.second().place("warm-up", json(1)).status() == 201);
            return shops;
        } catch (Exception e) {
            throw new IllegalStateException("the shops did not start", e);
        }
    }

    private static final class Running {
        static final ShopsInAnOutage SHOPS = selling();
    }
}
