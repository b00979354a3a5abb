package io.esteira.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.local.Articles;
import io.esteira.local.Patience;
import io.esteira.local.ShopClient;
import io.esteira.local.ShopClient.Answer;
import io.esteira.local.ShopClient.Item;
import io.esteira.local.ShopUnderTest;
import io.esteira.staff.Visitor.Page;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class StaffPagesTest {

    private static final Articles ARTICLES = new Articles(ShopUnderTest.get().client(), "STAFF", "29.90", 10);

    private final ShopUnderTest shop = ShopUnderTest.get();
    private final ShopClient client = shop.client();
    private final Visitor visitor = new Visitor(shop.base());
    private final String sku;

    StaffPagesTest() throws Exception {
        sku = ARTICLES.next();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/staff",
                "/staff/orders",
                "/staff/orders/00000000-0000-8000-8000-000000000000",
                "/staff/orders/00000000-0000-8000-8000-000000000000/live",
                "/staff/orders/00000000-0000-8000-8000-000000000000/invoice.pdf",
                "/staff/stock",
                "/staff/mails",
                "/staff/audit",
                "/staff/audit/books",
                "/staff/stock/adjustment?sku=CAFE-250",
                "/staff/nothing"
            })
    void isClosedToAllButStaff(String path) throws Exception {
        assertThat(visitor.open(path).path()).isEqualTo("/staff/login");
    }

    @Test
    void showsTheEightPromisesAndHowFarTheBooksAre() throws Exception {
        visitor.logIn(shop.credentials().staffUsername(), shop.credentials().staffPassword());
        assertThat(visitor.open("/staff/audit").text())
                .contains("No accepted order is lost", "Captured − refunded = invoiced − credited", "orders.events");
        assertThat(visitor.open("/staff/audit?lang=pt-BR").text()).contains("Nenhum pedido aceito se perde");
        assertThat(visitor.open("/staff/audit/books?lang=en").html()).doesNotContain("<html");
    }

    @Test
    void showsMailsThatWereGivenUpAndSendsThemAgain() throws Exception {
        UUID order = UUID.fromString(placed("tok_approved", 1).text("id"));
        await().atMost(Patience.LONG).until(() -> mailsOf(order, "SENT") == 2);
        String id = shop.bean(JdbcClient.class)
                .sql("""
                        UPDATE notifications.messages SET status = 'DEAD', last_error = '<b>Server gone</b>'
                        WHERE order_id = ? AND transition = 'CONFIRMED' RETURNING id
                        """)
                .param(order)
                .query(Long.class)
                .single()
                .toString();
        visitor.logIn(shop.credentials().staffUsername(), shop.credentials().staffPassword());
        Page mails = visitor.open("/staff/mails");
        assertThat(mails.html()).contains("&lt;b&gt;Server gone", "value=\"" + id + "\"");
        assertThat(visitor.sendOnly("/staff/mails/send-again", Map.of("id", id)).status())
                .as("without the form's token")
                .isEqualTo(403);

        Page after = visitor.sendOnly("/staff/mails/send-again", Map.of("id", id, "_csrf", mails.hidden("_csrf")));

        assertThat(after.text()).contains("On their way again.");
        assertThat(after.html()).doesNotContain("value=\"" + id + "\"");
        await().atMost(Patience.LONG).until(() -> mailsOf(order, "SENT") == 2);
        assertThat(visitor.open("/staff/mails?lang=pt-BR&cursor=x").text()).contains("E-mails");
    }

    @Test
    void letsNobodyInWithAWrongPassword() throws Exception {
        Page page = visitor.logIn(shop.credentials().staffUsername(), "wrong");
        assertThat(page.path()).isEqualTo("/staff/login");
        assertThat(page.text()).contains("The name or the password is wrong.");
        assertThat(visitor.open("/staff/orders").path()).isEqualTo("/staff/login");
    }

    @Test
    void afterTooManyWrongPasswordsNobodyIsAskedAnyMore() throws Exception {
        String name = "guessed-" + UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            assertThat(visitor.logIn(name, "wrong").text()).contains("The name or the password is wrong.");
        }
        assertThat(visitor.logIn(name, "wrong").text()).contains("Too many attempts.");
    }

    @Test
    void keepsNoSessionForStrangersAndLeadsThemOnAfterTheLogin() throws Exception {
        for (String path : new String[] {"/staff/stock", "/staff/login"}) {
            assertThat(visitor.download(path).headers().allValues("Set-Cookie")).noneMatch(StaffPagesTest::isSession);
        }
        Page refused = visitor.logIn(shop.credentials().staffUsername(), "wrong");
        assertThat(refused.path()).isEqualTo("/staff/login");
        assertThat(visitor.cookies()).noneMatch(StaffPagesTest::isSession);

        Page page = visitor.logIn(
                shop.credentials().staffUsername(), shop.credentials().staffPassword());

        assertThat(page.path()).isEqualTo("/staff/stock");
        assertThat(visitor.cookies()).anyMatch(StaffPagesTest::isSession);
    }

    private static boolean isSession(String cookie) {
        return cookie.startsWith("JSESSIONID=");
    }

    @Test
    void refusesAFormThatDidNotComeFromItsOwnPage() throws Exception {
        logIn();
        String id = placed("tok_approved", 1).text("id");

        Page cancel = visitor.sendOnly("/staff/orders/" + id + "/cancel", Map.of("reason", "forged"));
        Page adjust = visitor.sendOnly("/staff/stock/adjustment", Map.of("sku", sku, "delta", "5", "reason", "forged"));

        assertThat(cancel.status()).isEqualTo(403);
        assertThat(adjust.status()).isEqualTo(403);
        await().atMost(Patience.LONG)
                .until(() -> client.get("/api/orders/" + id).text("status").equals("CONFIRMED"));
        await().untilAsserted(() -> assertThat(
                        visitor.open("/staff/stock/adjustment?sku=" + sku).html())
                .contains(available(9)));
    }

    @Test
    void showsAnOrderWithItsTimelineAndInvoice() throws Exception {
        Answer placed = placed("tok_approved", 2);
        String id = placed.text("id");
        await().atMost(Patience.LONG)
                .until(() ->
                        client.get("/api/orders/" + id).body().path("invoice").isObject());
        logIn();

        Page page = visitor.open("/staff/orders/" + id);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains(placed.text("number"), "Confirmed", "Ana Souza", "01310-100", sku, "59.80", "orders.pending")
                .containsSubsequence("OrderPlaced", "OrderAccepted", "StockReserved", "OrderConfirmed", "InvoiceIssued")
                .containsPattern("\\d\\d:\\d\\d:\\d\\d\\.\\d\\d\\d");
        assertThat(page.html()).doesNotContain("/staff/orders/" + id + "/cancel");
        assertThat(page.html())
                .doesNotContain("<style")
                .doesNotContain("style=")
                .doesNotContain("onclick");
        HttpResponse<byte[]> invoice = visitor.download("/staff/orders/" + id + "/invoice.pdf");
        assertThat(invoice.statusCode()).isEqualTo(200);
        assertThat(invoice.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(new String(invoice.body(), StandardCharsets.ISO_8859_1)).startsWith("%PDF-");
    }

    @Test
    void cancelsAnOrderThatIsNotPaidYetAndSaysWho() throws Exception {
        logIn();
        try (Connection held = holdPayments()) {
            String id = placed("tok_approved", 3).text("id");
            await().until(() -> client.get("/api/orders/" + id).text("status").equals("AWAITING_PAYMENT"));
            cancel(id);
            held.rollback();
        }
    }

    private void cancel(String id) throws Exception {
        Page question = visitor.open("/staff/orders/" + id + "/cancel");
        assertThat(question.text()).contains("Cancel order");

        Page refused = visitor.send(question, "/staff/orders/" + id + "/cancel", Map.of("reason", " "));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("This is needed.");

        Page done = visitor.send(question, "/staff/orders/" + id + "/cancel", Map.of("reason", "customer called"));
        assertThat(done.path()).isEqualTo("/staff/orders/" + id);
        assertThat(done.text()).contains("The order is being cancelled.");
        await().atMost(Patience.LONG)
                .untilAsserted(
                        () -> assertThat(visitor.open("/staff/orders/" + id).text())
                                .contains(
                                        "Cancelled",
                                        "by staff",
                                        "staff:" + shop.credentials().staffUsername() + ": customer called"));
        assertThat(visitor.open("/staff/orders/" + id + "/cancel").path())
                .as("nothing left to cancel")
                .isEqualTo("/staff/orders/" + id);
    }

    @Test
    void thePageFollowsItsOrderWithoutBeingLoadedAgain() throws Exception {
        String id = placed("tok_approved", 1).text("id");
        logIn();
        StringBuilder told = new StringBuilder();
        HttpResponse<java.io.InputStream> live = visitor.stream("/staff/orders/" + id + "/live");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(live.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told.append(line).append('\n');
            }
        }
        assertThat(live.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        assertThat(told.toString())
                .contains("event:standing", "event:timeline", "OrderConfirmed", "InvoiceIssued", "event:end");
    }

    @Test
    void findsOrdersByWhatPeopleKnow() throws Exception {
        Answer placed = placed("tok_declined", 1);
        logIn();
        await().untilAsserted(
                        () -> assertThat(visitor.open("/staff/orders?q=" + sku).text())
                                .contains(placed.text("number"), "Rejected", "payment declined"));
        assertThat(visitor.open("/staff/orders?status=REJECTED&q=" + sku).text())
                .contains(placed.text("number"));
        assertThat(visitor.open("/staff/orders?status=CONFIRMED&q=" + sku).text())
                .contains("No orders fit.");
        assertThat(visitor.open("/staff/orders?q=x").text()).contains("at least two characters");
        assertThat(visitor.open("/staff/orders?cursor=nonsense").status()).isEqualTo(200);
        assertThat(visitor.open("/staff/orders/nonsense").status()).isEqualTo(404);
        assertThat(visitor.open("/staff/orders/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void speaksBothLanguages() throws Exception {
        logIn();
        assertThat(visitor.open("/staff/stock?lang=pt-BR").text()).contains("Estoque", "Disponível", "Ajustar");
        assertThat(visitor.open("/staff/orders").text()).contains("Pedidos", "Aguardando pagamento");
        assertThat(visitor.open("/staff/orders?lang=en").text()).contains("Orders", "Awaiting payment");
        assertThat(new Visitor(shop.base()).open("/staff/login?lang=pt-BR").text())
                .contains("Usuário", "Senha");
    }

    @Test
    void correctsStockOnceHoweverOftenTheFormIsSent() throws Exception {
        logIn();
        String path = "/staff/stock/adjustment";
        Page form = visitor.open(path + "?sku=" + sku);
        Map<String, String> fields = Map.of("delta", "7", "reason", "delivery");

        Page done = visitor.send(form, path, fields);
        Page again = visitor.send(form, path, fields);

        assertThat(done.text()).contains("The level has changed.");
        assertThat(done.html()).contains(available(17));
        assertThat(again.html()).contains(available(17));
        Page less = visitor.send(visitor.open(path + "?sku=" + sku), path, Map.of("delta", "-17", "reason", "theft"));
        assertThat(less.html()).contains(available(0));
        assertThat(visitor.open("/staff/stock?q=" + sku).text()).contains("Article " + sku);
    }

    @ParameterizedTest
    @CsvSource({"0,count", "-11,count", "1000001,count", "-1000001,count", "many,count", "1.5,count", "'',count", "3,''"
    })
    void refusesACorrectionThatCannotBe(String delta, String reason) throws Exception {
        logIn();
        String path = "/staff/stock/adjustment";
        Page refused = visitor.send(visitor.open(path + "?sku=" + sku), path, Map.of("delta", delta, "reason", reason));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.html()).contains("role=\"alert\"");
        assertThat(visitor.open(path + "?sku=" + sku).html()).contains(available(10));
    }

    @Test
    void isClosedAgainAfterLogout() throws Exception {
        logIn();
        Page out = visitor.send(visitor.open("/staff/orders"), "/staff/logout", Map.of());
        assertThat(out.text()).contains("You have logged out.");
        assertThat(visitor.open("/staff/orders").path()).isEqualTo("/staff/login");
    }

    private void logIn() throws Exception {
        Page page = visitor.logIn(
                shop.credentials().staffUsername(), shop.credentials().staffPassword());
        assertThat(page.path()).isEqualTo("/staff/orders");
    }

    private long mailsOf(UUID order, String status) {
        return shop.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM notifications.messages WHERE order_id = ? AND status = ?")
                .params(order, status)
                .query(Long.class)
                .single();
    }

    private Answer placed(String token, int quantity) throws Exception {
        Answer placed = client.place(
                UUID.randomUUID().toString(), ShopClient.order(sku + "@example.com", token, new Item(sku, quantity)));
        assertThat(placed.status()).isEqualTo(201);
        return placed;
    }

    /** Nothing is paid while this is open. */
    private Connection holdPayments() throws SQLException {
        Connection connection = shop.bean(DataSource.class).getConnection();
        connection.setAutoCommit(false);
        try (Statement lock = connection.createStatement()) {
            lock.execute("LOCK TABLE payments.intents IN ACCESS EXCLUSIVE MODE");
        }
        return connection;
    }

    private static String available(int pieces) {
        return "<dd id=\"available\">" + pieces + "</dd>";
    }
}
