package io.esteira.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.contracts.Json;
import io.esteira.lab.check.Checker;
import io.esteira.lab.check.Evidence;
import io.esteira.lab.check.Finding;
import io.esteira.lab.check.Verdict;
import io.esteira.local.LocalMailbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The checker on a real shop: it agrees with a healthy one, and notices when somebody tampers with the books. */
class TrialCheckTest {

    private static final int BUYERS = 64;
    private static final int RARE_PIECES = 5;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @Test
    void agreesWithAHealthyShopAndNoticesTampering() throws Exception {
        try (WholeShop shop = new WholeShop(folder.resolve("data"))) {
            Path journal = folder.resolve("journal.jsonl");
            Path mails = folder.resolve("mails.jsonl");
            DiligentClient client = new DiligentClient(shop.base, shop.credentials.apiKey(), journal);
            client.offer("CHECK-PLENTY", 1_000);
            client.offer("CHECK-RARE", RARE_PIECES);
            buyAtOnce(client);

            Evidence evidence = new Evidence(
                    journal,
                    mails,
                    shop.kafka.bootstrapServers(),
                    shop.postgres.jdbcUrl(),
                    shop.postgres.username(),
                    shop.postgres.password());
            await("everything is kept")
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        writeMails(shop.mailbox, mails);
                        Verdict verdict = new Checker().check(evidence);
                        assertThat(verdict.findings())
                                .as(() -> String.join("\n", verdict.lines()))
                                .allMatch(Finding::holds)
                                .allMatch(finding -> finding.checked() > 0);
                    });
            Map<String, Long> figures = new Checker().check(evidence).figures();
            assertThat(figures)
                    .containsEntry("orders", BUYERS - 2L)
                    .containsEntry("keys", (long) BUYERS)
                    .containsEntry("orders REJECTED PAYMENT_DECLINED", 8L)
                    .containsEntry("mails, second copies", 0L)
                    .containsKeys("orders CONFIRMED", "orders REJECTED OUT_OF_STOCK");

            tamper(shop);
            Verdict tampered = new Checker().check(evidence);
            assertThat(tampered.findings().stream()
                            .filter(finding -> !finding.holds())
                            .map(Finding::name))
                    .containsExactly("I4", "I6", "I7");
        }
    }

    /** Each key several times, and at once where that is rude. */
    private static void buyAtOnce(DiligentClient client) throws Exception {
        try (ExecutorService buyers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < BUYERS; i++) {
                int n = i;
                all.add(buyers.submit(() -> buy(client, n)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
    }

    private static void buy(DiligentClient client, int n) {
        String key = "k-" + n;
        switch (n % 8) {
            case 0 -> client.buy(key, "tok_declined", Map.of("CHECK-PLENTY", 1));
            case 1 -> client.buy(key, "tok_approved", Map.of("CHECK-RARE", 1, "CHECK-PLENTY", 2));
            case 2 -> client.cancel(key, client.buy(key, "tok_approved", Map.of("CHECK-PLENTY", 1)));
            case 3 -> client.buy(key, n == 3 ? "tok_unknown" : "tok_error", Map.of("CHECK-PLENTY", 3));
            case 4 -> {
                client.buy(key, "tok_approved", Map.of("CHECK-PLENTY", 1));
                client.buy(key, "tok_approved", Map.of("CHECK-PLENTY", 1));
                client.buy(key, "tok_approved", Map.of("CHECK-PLENTY", 1));
            }
            case 5 -> client.buy(key, "tok_approved", Map.of(n < 16 ? "CHECK-NOTHING" : "CHECK-PLENTY", 1));
            default -> client.buy(key, "tok_approved", Map.of("CHECK-PLENTY", 1));
        }
    }

    private static void writeMails(LocalMailbox mailbox, Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        mailbox.mails().forEach(mail -> {
            ObjectNode line = Json.mapper()
                    .createObjectNode()
                    .put("at", mail.receivedAt().toEpochMilli())
                    .put("to", mail.to())
                    .put("subject", mail.subject())
                    .put("messageId", mail.messageId());
            mail.attachments().forEach(line.putArray("attachments")::add);
            lines.add(line.toString());
        });
        Files.write(file, lines);
    }

    /** As if a mail had never been asked for, and the bank had charged an order once more. */
    private static void tamper(WholeShop shop) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        shop.postgres.jdbcUrl(), shop.postgres.username(), shop.postgres.password());
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    DELETE FROM notifications.messages
                    WHERE id = (SELECT id FROM notifications.messages WHERE transition = 'CONFIRMED' LIMIT 1)""");
            statement.execute("UPDATE billing.series SET last_number = last_number + 1");
            statement.execute("""
                    UPDATE payments.sandbox_charges SET amount = amount + 1
                    WHERE idempotency_key = (SELECT idempotency_key FROM payments.sandbox_charges
                                             WHERE reference IS NOT NULL LIMIT 1)""");
        }
    }
}
