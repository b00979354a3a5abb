package io.esteira.storefront;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import io.esteira.local.Chromium;
import io.esteira.local.ShopClient;
import io.esteira.local.ShopUnderTest;
import io.esteira.orders.OrderQuery;
import io.esteira.orders.Orders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Buys with a real browser, as shoppers do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuyingTest {

    private static final int PHONE_WIDTH = 360;

    private final ShopUnderTest shop = ShopUnderTest.get();
    private final ShopClient owner = shop.client();

    @SuppressWarnings("NullAway.Init")
    private Chromium chromium;

    @BeforeAll
    void open() {
        chromium = Chromium.launch();
    }

    @AfterAll
    void close() {
        chromium.close();
    }

    @ParameterizedTest
    @CsvSource({
        "pt-BR, pt-BR, 'R$ 29,90', 'R$ 59,80', Confirmado, Abrir a fatura",
        "en-GB, en,    'R$29.90',  'R$59.80',  Confirmed,  Open invoice"
    })
    void theOrderPageTurnsToConfirmedWithoutAReload(
            String browserLanguage, String language, String price, String total, String confirmed, String invoice)
            throws Exception {
        String sku = offer("29.90", 10);
        try (Visitor visitor = Visitor.at(chromium, base(), browserLanguage, true)) {
            Page page = visitor.page();
            visitor.findsAndTakes(sku);
            assertThat(page.locator("html")).hasAttribute("lang", language);
            assertThat(page.locator(".card .price")).hasText(price);
            assertThat(page.locator("#cart-link .count")).hasText("1");
            visitor.setsQuantity(sku, 2);
            assertThat(page.locator(".sums .total dd")).hasText(total);
            visitor.goesToCheckout();
            visitor.fillsIn(email());

            AtomicInteger navigations = new AtomicInteger();
            try (SilentBank _ = SilentBank.in(shop)) {
                visitor.buys();
                visitor.awaitsStatus("AWAITING_PAYMENT");
                page.onFrameNavigated(frame -> navigations.incrementAndGet());
                page.evaluate("document.body.dataset.stayed = 'yes'");
                assertThat(page.locator(".order-actions a")).hasCount(0);
            }
            visitor.awaitsStatus("CONFIRMED");
            assertThat(page.locator(".status-name")).hasText(confirmed);
            assertThat(page.locator(".order-actions a")).containsText(invoice);
            assertThat(page.locator("body")).hasAttribute("data-stayed", "yes");
            assertThat(navigations).hasValue(0);
            assertThat(page.locator("#cart-link .count")).hasCount(0);

            APIResponse pdf = page.request().get(String.valueOf(page.getAttribute(".order-actions a", "href")));
            assertThat(pdf.status()).isEqualTo(200);
            assertThat(pdf.headers()).containsEntry("content-type", "application/pdf");
            assertThat(new String(pdf.body(), 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @Test
    void aDeclinedCardIsExplainedAndEverythingCanGoBackIntoTheCart() throws Exception {
        String sku = offer("12.00", 5);
        try (Visitor visitor = Visitor.at(chromium, base(), "en", true)) {
            Page page = visitor.page();
            visitor.findsAndTakes(sku);
            assertThat(page.locator("#cart-link .count")).hasText("1");
            visitor.goesToCheckout();
            visitor.fillsIn(email());
            visitor.choosesCard("tok_declined");
            visitor.buys();
            visitor.awaitsStatus("REJECTED");
            assertThat(page.locator(".status-text")).containsText("declined the payment. You were not charged");
            page.click(".order-actions .button");
            page.waitForURL("**/cart?notice=again");
            assertThat(page.locator("#quantity-" + sku)).hasValue("1");
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @Test
    void twoClicksAreOneOrder() throws Exception {
        String sku = offer("5.00", 5);
        String email = email();
        try (Visitor visitor = Visitor.at(chromium, base(), "en", true)) {
            visitor.findsAndTakes(sku);
            assertThat(visitor.page().locator("#cart-link .count")).hasText("1");
            visitor.goesToCheckout();
            visitor.fillsIn(email);
            visitor.page().dblclick(".checkout .panel .button");
            visitor.page().waitForURL("**/orders/**");
            visitor.awaitsStatus("CONFIRMED");
        }
        assertThat(shop.bean(Orders.class)
                        .search(new OrderQuery(OrderQuery.Owner.anybody(), null, email, null, 10))
                        .orders())
                .hasSize(1);
    }

    @Test
    void whatIsWrongIsSaidBesideItsFieldAndNothingTypedIsLost() throws Exception {
        String sku = offer("5.00", 5);
        try (Visitor visitor = Visitor.at(chromium, base(), "pt-BR", true)) {
            Page page = visitor.page();
            visitor.findsAndTakes(sku);
            assertThat(page.locator("#cart-link .count")).hasText("1");
            visitor.goesToCheckout();
            visitor.fillsIn(email());
            page.fill("#taxId", "529.982.247-24");
            page.fill("#postalCode", "1310");
            page.click(".checkout .panel .button");
            assertThat(page.locator("#taxId-error")).hasText("Este CPF ou CNPJ não é válido: confira os dígitos.");
            assertThat(page.locator("#postalCode-error")).containsText("CEP de oito dígitos");
            assertThat(page.locator("#taxId")).hasValue("529.982.247-24");
            assertThat(page.locator("#city")).hasValue("São Paulo");
            page.fill("#taxId", "529.982.247-25");
            page.fill("#postalCode", "01310-100");
            visitor.buys();
            visitor.awaitsStatus("CONFIRMED");
        }
    }

    @Test
    void aNewPriceIsShownBeforeAnythingIsBought() throws Exception {
        String sku = offer("10.00", 5);
        try (Visitor visitor = Visitor.at(chromium, base(), "en", true)) {
            Page page = visitor.page();
            visitor.findsAndTakes(sku);
            assertThat(page.locator("#cart-link .count")).hasText("1");
            visitor.goesToCheckout();
            visitor.fillsIn(email());
            owner.offer(sku, "11.50", 0);
            page.click(".checkout .panel .button");
            assertThat(page.locator("[role=alert]")).containsText("The new total is R$11.50. Nothing was ordered yet");
            visitor.buys();
            assertThat(page.locator(".summary .total .amount")).hasText("R$11.50");
            visitor.awaitsStatus("CONFIRMED");
        }
    }

    @Test
    void anOrderThatWaitsForItsPaymentCanBeCancelled() throws Exception {
        String sku = offer("10.00", 5);
        try (Visitor visitor = Visitor.at(chromium, base(), "pt-BR", true);
                SilentBank _ = SilentBank.in(shop)) {
            visitor.findsAndTakes(sku);
            assertThat(visitor.page().locator("#cart-link .count")).hasText("1");
            visitor.goesToCheckout();
            visitor.fillsIn(email());
            visitor.buys();
            visitor.page().click(".order-actions button");
            visitor.awaitsStatus("CANCELLED");
            assertThat(visitor.page().locator(".status-text")).containsText("Você cancelou o pedido");
        }
    }

    @Test
    void everythingButTheLiveUpdatesWorksWithoutJavaScript() throws Exception {
        String sku = offer("10.00", 5);
        try (Visitor visitor = Visitor.at(chromium, base(), "en", false)) {
            Page page = visitor.page();
            visitor.findsAndTakes(sku);
            page.waitForURL("**/cart?notice=added");
            visitor.goesToCheckout();
            visitor.fillsIn(email());
            visitor.buys();
            visitor.awaitsStatus("CONFIRMED"); // the page asks again by itself
            assertThat(page.locator(".order-actions a")).isVisible();
        }
    }

    @Test
    void everyPageFitsOnAPhone() throws Exception {
        String sku = offer("1234.56", 3);
        try (Visitor visitor = Visitor.at(chromium, base(), "pt-BR", true)) {
            Page page = visitor.page();
            page.setViewportSize(PHONE_WIDTH, 740);
            visitor.findsAndTakes(sku);
            assertThat(page.locator("#cart-link .count")).hasText("1");
            for (String path : List.of("/", "/products/" + sku, "/cart", "/checkout", "/no-such-page")) {
                page.navigate(path);
                assertThat(contentWidth(page)).as(path).isEqualTo(PHONE_WIDTH);
            }
            page.navigate("/checkout");
            visitor.fillsIn(email());
            visitor.buys();
            visitor.awaitsStatus("CONFIRMED");
            assertThat(contentWidth(page)).as("order").isEqualTo(PHONE_WIDTH);
        }
    }

    @Test
    void theLanguageStaysAsChosen() throws Exception {
        try (Visitor visitor = Visitor.at(chromium, base(), "pt-BR", true)) {
            Page page = visitor.page();
            page.navigate("/cart");
            assertThat(page.locator("h1")).hasText("Sacola");
            page.click(".language");
            assertThat(page.locator("h1")).hasText("Cart");
            page.navigate("/");
            assertThat(page.locator("html")).hasAttribute("lang", "en");
        }
    }

    private String offer(String price, int stock) throws Exception {
        String sku = "WEB-" + UUID.randomUUID().toString().substring(0, 8);
        owner.offer(sku, price, stock);
        await().until(() ->
                owner.get("/api/stock/" + sku).body().path("available").asInt() == stock);
        return sku;
    }

    private static int contentWidth(Page page) {
        return (Integer) page.evaluate("document.documentElement.scrollWidth");
    }

    private String base() {
        return shop.base().toString();
    }

    private static String email() {
        return "shopper-" + UUID.randomUUID() + "@example.com";
    }
}
