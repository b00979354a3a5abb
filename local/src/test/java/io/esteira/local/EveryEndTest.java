package io.esteira.local;

import static io.esteira.local.ShopClient.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.local.ShopClient.Answer;
import io.esteira.local.ShopClient.Item;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every end that an order can come to, by HTTP alone, with all that a customer and staff can see of it. */
class EveryEndTest {

    private static final Duration SOON = Patience.LONG;

    private final ShopClient shop = ShopUnderTest.get().client();
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void anApprovedOrderIsConfirmedInvoicedAndMailed() throws Exception {
        String sku = offer("approved", 10);
        Answer placed = place("approved", "tok_approved", new Item(sku, 2));
        assertThat(placed.text("status")).isEqualTo("PENDING");

        JsonNode order = settled(placed, "CONFIRMED");
        assertThat(order.path("total").path("amount").asString()).isEqualTo("39.80");
        assertThat(types(order))
                .containsSubsequence("OrderPlaced", "OrderAccepted", "StockReserved", "OrderConfirmed")
                .contains("InvoiceIssued");
        awaitStock(sku, "8 on hand, 0 reserved");

        String invoice = order.path("invoice").path("number").asString();
        assertThat(invoice).matches("A-\\d{6,}");
        byte[] pdf = shop.bytes("/api/orders/" + placed.text("id") + "/invoice.pdf");
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");

        List<JsonNode> mails = mails("approved", 2);
        assertThat(mails.getFirst().path("attachments")).isEmpty();
        assertThat(mails.getLast().path("attachments")).hasSize(1);
        assertThat(mails)
                .allSatisfy(mail -> assertThat(mail.path("text").asString()).contains(placed.text("number")));
    }

    @Test
    void aDeclinedPaymentRejectsTheOrderAndGivesTheStockBack() throws Exception {
        String sku = offer("declined", 5);
        Answer placed = place("declined", "tok_declined", new Item(sku, 5));
        JsonNode order = settled(placed, "REJECTED");
        assertThat(order.path("reason").asString()).isEqualTo("PAYMENT_DECLINED");
        assertThat(order.path("invoice").isMissingNode()
                        || order.path("invoice").isNull())
                .isTrue();
        awaitStock(sku, "5 on hand, 0 reserved");
        mails("declined", 2);
    }

    @Test
    void anArticleThatIsShortRejectsTheWholeOrderAndGivesTheOthersBack() throws Exception {
        String plenty = offer("plenty", 50);
        String short1 = offer("short", 1);
        String other = offer("other", 50);
        Answer placed = place("short", "tok_approved", new Item(plenty, 3), new Item(short1, 2), new Item(other, 4));
        JsonNode order = settled(placed, "REJECTED");
        assertThat(order.path("reason").asString()).isEqualTo("OUT_OF_STOCK");
        awaitStock(plenty, "50 on hand, 0 reserved");
        awaitStock(short1, "1 on hand, 0 reserved");
        awaitStock(other, "50 on hand, 0 reserved");
    }

    @Test
    void aGatewayThatFailsTwiceIsAskedUntilItApproves() throws Exception {
        String sku = offer("error", 3);
        settled(place("error", "tok_error", new Item(sku, 1)), "CONFIRMED");
        awaitStock(sku, "2 on hand, 0 reserved");
    }

    @Test
    void aPaymentOfUnknownOutcomeIsAskedForUntilItIsKnown() throws Exception {
        String sku = offer("unknown", 3);
        settled(place("unknown", "tok_unknown", new Item(sku, 1)), "CONFIRMED");
        awaitStock(sku, "2 on hand, 0 reserved");
    }

    @Test
    void aCancelledOrderEndsAndGivesEverythingBack() throws Exception {
        String sku = offer("cancelled", 4);
        // The outcome of this payment is not known at once: time enough to think better of it.
        Answer placed = place("cancelled", "tok_unknown", new Item(sku, 4));
        Answer cancelled = shop.post("/api/orders/" + placed.text("id") + "/cancel", null);
        assertThat(cancelled.status()).isEqualTo(202);
        settled(placed, "CANCELLED");
        awaitStock(sku, "4 on hand, 0 reserved");
        mails("cancelled", 2);
        assertThat(shop.post("/api/orders/" + placed.text("id") + "/cancel", null)
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aConfirmedOrderIsNotCancelledAnyMore() throws Exception {
        String sku = offer("late", 4);
        Answer placed = place("late", "tok_approved", new Item(sku, 1));
        settled(placed, "CONFIRMED");
        assertThat(shop.post("/api/orders/" + placed.text("id") + "/cancel", null)
                        .status())
                .isEqualTo(409);
    }

    @Test
    void anOrderCanBeReadRightAfterItWasAccepted() throws Exception {
        String sku = offer("fresh", 200);
        for (int i = 0; i < 100; i++) {
            Answer placed = place("fresh-" + i, "tok_approved", new Item(sku, 1));
            assertThat(shop.get("/api/orders/" + placed.text("id")).status()).isEqualTo(200);
        }
    }

    private String offer(String name, int stock) throws IOException, InterruptedException {
        String sku = (name + "-" + run).toUpperCase(java.util.Locale.ROOT);
        shop.offer(sku, "19.90", stock);
        return sku;
    }

    private Answer place(String name, String token, Item... items) throws IOException, InterruptedException {
        Answer placed = shop.place(name + run, order(address(name), token, items));
        assertThat(placed.status()).as(() -> placed.body().toString()).isEqualTo(201);
        return placed;
    }

    private String address(String name) {
        return name + "." + run + "@example.com";
    }

    private JsonNode settled(Answer placed, String status) {
        return await(status)
                .atMost(SOON)
                .until(
                        () -> shop.get("/api/orders/" + placed.text("id")).body(),
                        order -> order.path("status").asString().equals(status)
                                && (!status.equals("CONFIRMED")
                                        || order.path("invoice").hasNonNull("number")));
    }

    private void awaitStock(String sku, String expected) {
        await().atMost(SOON).untilAsserted(() -> assertThat(stock(sku)).isEqualTo(expected));
    }

    private String stock(String sku) throws IOException, InterruptedException {
        JsonNode level = shop.get("/api/stock/" + sku).body();
        return level.path("onHand").asInt() + " on hand, "
                + level.path("reserved").asInt() + " reserved";
    }

    private static List<String> types(JsonNode order) {
        return StreamSupport.stream(order.path("timeline").spliterator(), false)
                .map(entry -> entry.path("type").asString())
                .toList();
    }

    /** The mails to a customer, oldest first, once there are {@code count}. */
    private List<JsonNode> mails(String name, int count) {
        return await("mails to " + name)
                .atMost(SOON)
                .until(
                        () -> StreamSupport.stream(
                                        shop.get("/local/mailbox.json").body().spliterator(), false)
                                .filter(mail -> mail.path("to").toString().contains(address(name)))
                                .toList(),
                        mails -> mails.size() == count);
    }
}
