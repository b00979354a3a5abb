package io.esteira.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.contracts.OrderStatus;
import io.esteira.local.ShopClient.Answer;
import io.esteira.local.ShopClient.Item;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is left when the whole process dies in the middle of its work: everything that was accepted. */
class KilledShopTest {

    /** Enough to be in the middle of; {@code -Desteira.killed-shop.orders=2000} for more. */
    private static final int ORDERS = Integer.getInteger("esteira.killed-shop.orders", 600);

    private static final int AT_ONCE = 32;
    private static final String SKU = "SURVIVOR";

    /** Order id by idempotency key, of each 201 that a buyer holds. */
    private final Map<String, String> accepted = new ConcurrentHashMap<>();

    @Test
    void everyAcceptedOrderComesToItsEndAfterTheProcessWasKilled(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        ShopProcess first = ShopProcess.start(data);
        ShopClient client = first.client();
        client.offer(SKU, "19.90", 2 * ORDERS);
        try (ExecutorService buyers = Executors.newVirtualThreadPerTaskExecutor()) {
            Semaphore atOnce = new Semaphore(AT_ONCE);
            for (int number = 0; number < ORDERS; number++) {
                String key = "buyer-" + number;
                var _ = buyers.submit(() -> buy(client, key, atOnce));
            }
            await("orders are under way").atMost(Patience.LONG).until(() -> accepted.size() >= ORDERS / 3);
            first.kill();
        }
        int answered = accepted.size();
        assertThat(answered).isBetween(ORDERS / 3, ORDERS - 1);

        try (ShopProcess second = ShopProcess.start(data)) {
            ShopClient after = second.client();
            await("every accepted order is confirmed")
                    .atMost(Patience.LONG)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> confirmed(after) >= answered && waiting(after) == 0);
            for (String id : accepted.values()) {
                assertThat(after.get("/api/orders/" + id).text("status")).isEqualTo(OrderStatus.CONFIRMED.name());
            }
            List<JsonNode> orders = after.allOrders();
            assertThat(orders).extracting(order -> order.path("id").asString()).doesNotHaveDuplicates();
            await("every order has its invoice")
                    .atMost(Patience.LONG)
                    .untilAsserted(() -> assertThat(invoiceNumbers(after)).isEqualTo(numbersTo(orders.size())));
            await("the level that is told last").atMost(Patience.LONG).untilAsserted(() -> {
                JsonNode level = after.get("/api/stock/" + SKU).body();
                assertThat(level.path("onHand").asInt()).isEqualTo(2 * ORDERS - orders.size());
                assertThat(level.path("reserved").asInt()).isZero();
            });
            await("every mail is sent")
                    .atMost(Patience.LONG)
                    .until(() -> after.get("/local/mailbox.json").body().size() >= 2 * orders.size());

            // Whoever heard nothing asks again, under the same key, and gets one order.
            try (ExecutorService buyers = Executors.newVirtualThreadPerTaskExecutor()) {
                Semaphore atOnce = new Semaphore(AT_ONCE);
                for (int number = 0; number < ORDERS; number++) {
                    String key = "buyer-" + number;
                    var _ = buyers.submit(() -> buy(after, key, atOnce));
                }
            }
            assertThat(accepted).hasSize(ORDERS);
            await("all are confirmed").atMost(Patience.LONG).until(() -> confirmed(after) == ORDERS);
            await("each has its invoice")
                    .atMost(Patience.LONG)
                    .untilAsserted(() -> assertThat(invoiceNumbers(after)).isEqualTo(numbersTo(ORDERS)));
            await("each has its mails")
                    .atMost(Patience.LONG)
                    .until(() -> after.get("/local/mailbox.json").body().size() >= 2 * ORDERS);
        }
        assertThat(mailRows(data)).isEqualTo(2L * ORDERS);
    }

    private void buy(ShopClient client, String key, Semaphore atOnce) {
        atOnce.acquireUninterruptibly();
        try {
            Answer answer = client.place(key, ShopClient.order(key + "@example.com", "tok_approved", new Item(SKU, 1)));
            if (answer.status() == 201) {
                String before = accepted.put(key, answer.text("id"));
                assertThat(before).isIn(null, answer.text("id"));
            }
        } catch (IOException | InterruptedException e) {
            // The buyer heard nothing: the order may exist or not.
        } finally {
            atOnce.release();
        }
    }

    private static long confirmed(ShopClient client) throws IOException, InterruptedException {
        return client.get("/api/orders/summary")
                .body()
                .path("counts")
                .path("CONFIRMED")
                .asLong(0);
    }

    private static long waiting(ShopClient client) throws IOException, InterruptedException {
        JsonNode counts = client.get("/api/orders/summary").body().path("counts");
        return counts.path("PENDING").asLong(0)
                + counts.path("AWAITING_PAYMENT").asLong(0);
    }

    /** The numbers of all invoices in order: {@code A-000042} is 42. */
    private static List<Long> invoiceNumbers(ShopClient client) throws IOException, InterruptedException {
        return client.allOrders().stream()
                .map(order -> order.path("invoice").asString(""))
                .filter(label -> !label.isEmpty())
                .map(label -> Long.valueOf(label.substring(label.indexOf('-') + 1)))
                .sorted()
                .toList();
    }

    private static List<Long> numbersTo(int last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    /** Rows of mails that are sent; each (order, transition, channel) has one. */
    private static long mailRows(Path data) throws Exception {
        try (LocalPostgres postgres =
                        LocalPostgres.start(data, Credentials.in(data).postgresPassword());
                Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT count(*), count(DISTINCT (order_id, transition, channel)) FROM notifications.messages")) {
            row.next();
            assertThat(row.getLong(1)).isEqualTo(row.getLong(2));
            return row.getLong(1);
        }
    }
}
