package io.esteira.storefront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.esteira.local.Articles;
import io.esteira.local.ShopClient;
import io.esteira.local.ShopClient.Answer;
import io.esteira.local.ShopClient.Item;
import io.esteira.local.ShopUnderTest;
import io.esteira.platform.web.SignedLinks;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shop's pages answer to those who do not play by the rules, and what no browser shows. */
class PagesTest {

    private static final Articles ARTICLES = new Articles(ShopUnderTest.get().client(), "PAGE", "10.00", 5);

    private final ShopUnderTest shop = ShopUnderTest.get();
    private final ShopClient owner = shop.client();
    private final SignedLinks links = shop.bean(SignedLinks.class);
    private final Wire visitor = new Wire(shop.base());

    @ParameterizedTest
    @ValueSource(strings = {"lang=../../x", "lang=fr", "cart=|:|-1:|x:99999999999"})
    void aBrokenCookieIsAsNone(String cookie) throws Exception {
        String name = cookie.substring(0, cookie.indexOf('='));
        visitor.cookie(name, cookie.substring(name.length() + 1));
        assertThat(visitor.get("/cart").statusCode()).isEqualTo(200);
    }

    @Test
    void anOrderOpensOnlyWithItsOwnKey() throws Exception {
        String mine = placed(ARTICLES.next());
        String other = placed(ARTICLES.next());
        String key = links.relative("/orders/" + mine).replaceFirst(".*key=", "");
        HttpResponse<String> opened = visitor.get("/orders/" + mine + "?key=" + key);
        assertThat(opened.statusCode()).isEqualTo(200);
        assertThat(opened.body()).contains(mine);

        List<String> closed = List.of(
                "/orders/" + mine,
                "/orders/" + mine + "?key=",
                "/orders/" + mine + "?key=" + key + "x",
                "/orders/" + other + "?key=" + key,
                "/orders/0000-0000-0000-0000?key=" + key,
                links.relative("/orders/0000-0000-0000-0000"),
                "/orders/" + mine + "/invoice.pdf",
                "/orders/" + other + "/invoice.pdf?key=" + key,
                "/orders/" + mine + "/live",
                "/orders/" + other + "/live?key=" + key);
        String sameForAll = withoutAddress(visitor.get("/orders/" + mine + "?key=wrong"));
        for (String path : closed) {
            HttpResponse<String> answer = visitor.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(withoutAddress(answer)).as(path).isEqualTo(sameForAll);
        }
    }

    @Test
    void theKeyOfAnOrderLeavesNoTraces() throws Exception {
        HttpResponse<String> page = visitor.get(links.relative("/orders/" + placed(ARTICLES.next())));
        assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("same-origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/cart", "/nothing-here"})
    void noPagePermitsInlineScriptsOrStyles(String path) throws Exception {
        HttpResponse<String> page = visitor.get(path);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("<style", " style=", " onclick=").containsPattern("<script defer src=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "A:1|:::|%00", "../../etc:1", "%3Cscript%3E:1"})
    void aSpoiledCartIsAnEmptyCart(String cookie) throws Exception {
        visitor.cookie("cart", cookie);
        HttpResponse<String> page = visitor.get("/cart");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Your cart is empty").doesNotContain("<script>");
    }

    @Test
    void whatIsNoLongerSoldLeavesTheCartWithAWord() throws Exception {
        String sold = ARTICLES.next();
        visitor.cookie("cart", "NEVER-SOLD:2|" + sold + ":1");
        HttpResponse<String> page = visitor.get("/cart");
        assertThat(page.body()).contains("took it out of your cart: NEVER-SOLD").contains("quantity-" + sold);
        assertThat(visitor.cookie("cart")).isEqualTo(sold + ":1");
    }

    @Test
    void aFormWithoutItsTokenDoesNothing() throws Exception {
        String sku = ARTICLES.next();
        for (String token : List.of("", "guessed")) {
            HttpResponse<String> answer = visitor.postWithToken("/cart/items", token, Map.of("sku", sku));
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("This form has grown cold");
        }
        assertThat(visitor.cookie("cart")).isEmpty();
    }

    @Test
    void formsAreAnsweredWithAnotherAddress() throws Exception {
        String sku = ARTICLES.next();
        visitor.get("/products/" + sku);
        HttpResponse<String> answer = visitor.post("/cart/items", Map.of("sku", sku, "quantity", "3"));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/cart?notice=added");
        assertThat(visitor.cookie("cart")).isEqualTo(sku + ":3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "many", "99999999999"})
    void aQuantityThatIsNoneIsRefused(String quantity) throws Exception {
        String sku = ARTICLES.next();
        visitor.get("/products/" + sku);
        assertThat(visitor.post("/cart/items", Map.of("sku", sku, "quantity", quantity))
                        .statusCode())
                .isEqualTo(400);
        assertThat(visitor.cookie("cart")).isEmpty();
    }

    @Test
    void nobodyGetsToTheCheckoutWithMoreThanThereIs() throws Exception {
        visitor.cookie("cart", offer(2) + ":3");
        HttpResponse<String> answer = visitor.get("/checkout");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(visitor.get("/cart").body()).contains("Only 2 left");
    }

    @Test
    void theSameFormIsTheSameOrderHoweverOftenItIsSent() throws Exception {
        String sku = ARTICLES.next();
        visitor.cookie("cart", sku + ":2");
        Map<String, String> form = new HashMap<>(Wire.hiddenFields(visitor.get("/checkout")));
        form.putAll(Map.of("name", "Ana", "email", "ana@example.com", "line1", "Rua A, 10", "city", "São Paulo"));
        form.putAll(Map.of("region", "SP", "postalCode", "01310-100", "country", "BR", "card", "tok_approved"));
        HttpResponse<String> first = visitor.post("/checkout", form);
        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(visitor.cookie("cart")).isEmpty();
        String order = first.headers().firstValue("Location").orElse("");

        assertThat(visitor.post("/checkout", form).headers().firstValue("Location"))
                .contains(order);
        form.put("name", "Ana Souza"); // corrected after an answer that never came
        assertThat(visitor.post("/checkout", form).headers().firstValue("Location"))
                .contains(order);
        await().untilAsserted(() -> assertThat(
                        owner.get("/api/stock/" + sku).body().path("onHand").asInt())
                .isEqualTo(3));
    }

    @Test
    void aCheckoutWithoutAKeyOfOursOrdersNothing() throws Exception {
        visitor.cookie("cart", ARTICLES.next() + ":1");
        Map<String, String> form = new HashMap<>(Wire.hiddenFields(visitor.get("/checkout")));
        form.put("key", "1");
        HttpResponse<String> answer = visitor.post("/checkout", form);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/cart");
    }

    @Test
    void theLiveStreamBeginsWithTheOrderAsItStandsAndEndsWhenNothingMoreHappens() throws Exception {
        String number = placed(ARTICLES.next());
        String live = links.relative("/orders/" + number).replace("?", "/live?");
        try (Stream<String> lines = visitor.lines(live)) {
            List<String> all = lines.toList(); // comes to an end by itself
            assertThat(all.getFirst()).isEqualTo("event:status");
            assertThat(all).anyMatch(line -> line.contains("data-status=\"CONFIRMED\""));
            assertThat(all).anyMatch(line -> line.contains("/invoice.pdf?key="));
            assertThat(all.stream().filter(line -> line.startsWith("event:")).toList())
                    .endsWith("event:end");
        }
        try (Stream<String> again = visitor.lines(live)) {
            assertThat(again.filter(line -> line.startsWith("event:")))
                    .containsExactly("event:status", "event:progress", "event:end");
        }
    }

    @Test
    void whatSearchersTypeIsFoundWithoutAccentsAndShownAsText() throws Exception {
        String sku = ARTICLES.next();
        assertThat(visitor.get("/?q=article+" + sku.toLowerCase(Locale.ROOT)).body())
                .contains("Article " + sku);
        HttpResponse<String> page = visitor.get("/?q=%3Cscript%3Ealert(1)%3C/script%3E&page=x&category=none");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("<script>alert").contains("Nothing fits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/?q=%25zz", "/?q=a%5Bb", "/?page=-7", "/?page=99999", "/?lang=zz", "/?category=%00", "/?q=%00"})
    void oddAddressesAreNoReasonForAnError(String path) throws Exception {
        assertThat(visitor.get(path).statusCode()).isEqualTo(200);
    }

    private String offer(int stock) throws Exception {
        String sku = "PAGE-" + UUID.randomUUID().toString().substring(0, 8);
        owner.offer(sku, "10.00", stock);
        await().until(() ->
                owner.get("/api/stock/" + sku).body().path("available").asInt() == stock);
        return sku;
    }

    private String placed(String sku) throws Exception {
        Answer answer = owner.place(
                UUID.randomUUID().toString(), ShopClient.order("ana@example.com", "tok_approved", new Item(sku, 1)));
        assertThat(answer.status()).isEqualTo(201);
        return answer.text("number");
    }

    private static String withoutAddress(HttpResponse<String> page) {
        return page.body().replaceAll("(?s).*<main", "<main");
    }
}
