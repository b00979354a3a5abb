package io.esteira.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.local.ShopClient.Item;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every shop is stopped and started again in turn, and whoever is sent only to those that are ready notices nothing. */
class RollingRestartTest {

    private static final int TERMINATED = 143;
    private static final int STOCK = 100_000;
    private static final String SKU = "ROLLING";
    private static final long ORDER_EVERY_MILLIS = 100;
    private static final long PROBE_EVERY_MILLIS = 200;

    /** One shop, and the connections that its buyers keep to it. */
    private record Door(ShopInstance instance, ShopClient client) {}

    private final Set<Door> ready = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sent = new AtomicInteger();
    /** Order id by idempotency key. */
    private final Map<String, String> accepted = new ConcurrentHashMap<>();

    private final Map<String, String> failed = new ConcurrentHashMap<>();

    @Test
    void noRequestFailsWhileEachInstanceIsRestartedInTurn(@TempDir Path data) throws Exception {
        Credentials credentials = Credentials.in(data);
        LocalStack stack = LocalStack.get();
        try (LocalKafka kafka = LocalKafka.start(data);
                LocalMailbox mailbox = LocalMailbox.start(data)) {
            Surroundings surroundings = new Surroundings(
                    kafka.bootstrapServers(),
                    stack.newDatabase(),
                    stack.username(),
                    stack.password(),
                    mailbox.host(),
                    mailbox.port(),
                    credentials);
            Map<String, String> brief = Map.of("esteira.shutdown.drain", "3s", "esteira.web.warm-up", "2s");
            try (ShopInstance first = ShopInstance.of(1, FreePort.onLoopback(), data, surroundings, brief);
                    ShopInstance second = ShopInstance.of(2, FreePort.onLoopback(), data, surroundings, brief)) {
                first.start();
                second.start();
                first.awaitReady();
                second.awaitReady();
                ShopClient client = new ShopClient(URI.create(first.url()), credentials.apiKey());
                client.offer(SKU, "19.90", STOCK);
                restartInTurn(List.of(first, second), credentials);
                assertThat(failed).isEmpty();
                assertThat(accepted).hasSizeGreaterThan(60).hasSize(sent.get());
                await("every accepted order is confirmed, once")
                        .atMost(Patience.LONG)
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> confirmed(client)
                                .equals(accepted.values().stream().sorted().toList()));
                await("the level that is told last")
                        .atMost(Patience.LONG)
                        .untilAsserted(() -> assertThat(client.get("/api/stock/" + SKU)
                                        .body()
                                        .path("onHand")
                                        .asInt())
                                .isEqualTo(STOCK - accepted.size()));
            }
        }
    }

    private void restartInTurn(List<ShopInstance> instances, Credentials credentials) throws Exception {
        try (ScheduledExecutorService timer = Executors.newScheduledThreadPool(instances.size() + 1);
                ExecutorService buyers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ShopInstance instance : instances) {
                Door door = new Door(instance, new ShopClient(URI.create(instance.url()), credentials.apiKey()));
                ready.add(door);
                var _ = timer.scheduleWithFixedDelay(() -> probe(door), 0, PROBE_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            }
            var _ = timer.scheduleAtFixedRate(
                    () -> buyers.execute(this::buy), 0, ORDER_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            for (ShopInstance instance : instances) {
                int before = accepted.size();
                await("orders flow").until(() -> accepted.size() > before + 20);
                instance.stop();
                assertThat(instance.process().awaitEnd()).isEqualTo(TERMINATED);
                instance.start();
                instance.awaitReady();
                assertThat(accepted).as("orders went on meanwhile").hasSizeGreaterThan(before + 30);
            }
            int before = accepted.size();
            await("orders flow").until(() -> accepted.size() > before + 20);
            timer.shutdown();
        }
    }

    private void probe(Door door) {
        try {
            if (door.instance().isReady()) {
                ready.add(door);
            } else {
                ready.remove(door);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void buy() {
        List<Door> open = List.copyOf(ready);
        if (open.isEmpty()) {
            return; // a balancer would let the buyer wait
        }
        int number = sent.incrementAndGet();
        String key = "rolling-" + number;
        try {
            ShopClient client = open.get(number % open.size()).client();
            ShopClient.Answer answer =
                    client.place(key, ShopClient.order(key + "@example.com", "tok_approved", new Item(SKU, 1)));
            if (answer.status() == 201) {
                accepted.put(key, answer.text("id"));
            } else {
                failed.put(key, answer.status() + " " + answer.body());
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            failed.put(key, e.toString());
        }
    }

    private static List<String> confirmed(ShopClient client) throws IOException, InterruptedException {
        return client.allOrders().stream()
                .filter(order -> order.path("status").asString().equals("CONFIRMED"))
                .map(order -> order.path("id").asString())
                .sorted()
                .toList();
    }
}
