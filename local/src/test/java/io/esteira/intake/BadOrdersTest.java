package io.esteira.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.local.ShopUnderTest;
import io.esteira.local.Wire;
import io.esteira.local.Wire.Reply;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/** Everything that an order can be refused for; of none is anything written. */
class BadOrdersTest {

    private static final String CLIENT = "bad-orders";
    private static final String SKU = "BAD-ORDERS";
    private static final String OTHER_CURRENCY = "BAD-ORDERS-USD";
    private static final String NOT_SOLD = "BAD-ORDERS-GONE";
    private static final OrderJson GOOD = OrderJson.of(SKU, 2);

    private static Wire wire;
    private static String key;

    /** One line of the table: what is wrong, how it is sent, the status and what the answer says. */
    record Bad(String what, BodyPublisher body, Map<String, String> headers, int status, String says) {

        Bad with(String header, String value) {
            Map<String, String> changed = new HashMap<>(headers);
            changed.put(header, value);
            return new Bad(what, body, changed, status, says);
        }

        Bad without(String header) {
            Map<String, String> changed = new HashMap<>(headers);
            changed.remove(header);
            return new Bad(what, body, changed, status, says);
        }

        @Override
        public String toString() {
            return what + " → " + status + " " + says;
        }
    }

    // spotless:off: a table
    static final List<Bad> BODIES = List.of(
            raw("no body", "", 400, "The body is missing or is not JSON."),
            raw("not JSON", "{\"customer\": ", 400, "Not valid JSON (line 1, column 14)."),
            raw("text after the JSON", GOOD + " x", 400, "Not valid JSON"),
            raw("an array", "[]", 400, "The value of the body is missing or of the wrong type."),
            raw("null", "null", 400, "The body is missing or is not JSON."),
            raw("a field twice", "{\"items\": [], \"items\": []}", 400, "Not valid JSON"),
            raw("arrays in arrays, 100,000 deep", "[".repeat(100_000), 400, "The value of the body is missing or of the wrong type."),
            raw("objects in objects, 100,000 deep", "{\"customer\":".repeat(100_000), 400, "The JSON is nested too deeply, or a part of it is too long."),
            raw("bad UTF-8", concat("{\"customer\": {\"name\": \"", new byte[] {(byte) 0xC3, (byte) 0x28}, "\"}}"), 400, "Not valid JSON"),
            raw("cut UTF-8", concat("{\"customer\": {\"name\": \"", new byte[] {(byte) 0xE2, (byte) 0x82}, "\"}}"), 400, "Not valid JSON"),
            raw("a raw control character", "{\"customer\": {\"name\": \"a\u0001\"}}", 400, "Not valid JSON"),
            bad("an unknown field", GOOD.with("/coupon", "\"X\""), 400, "Unknown field /coupon."),
            bad("an unknown field in an item", GOOD.with("/items/0/price", "1"), 400, "Unknown field /items/0/price."),
            bad("a number for a text", GOOD.with("/customer/name", "1"), 400, "The value of /customer/name has the wrong form."),
            bad("a text for a number", GOOD.with("/items/0/quantity", "\"2\""), 400, "The value of /items/0/quantity is missing or of the wrong type."),
            bad("half a piece", GOOD.with("/items/0/quantity", "1.5"), 400, "The value of /items/0/quantity has the wrong form."),
            bad("a quantity beyond all numbers", GOOD.with("/items/0/quantity", "99999999999999999999"), 400, "Not valid JSON"),
            bad("no quantity", GOOD.without("/items/0/quantity"), 400, "The value of /items/0/quantity is missing or of the wrong type."),
            bad("an amount as a number", GOOD.with("/expectedTotal", "{\"currency\": \"BRL\", \"amount\": 59.80}"), 400, "The value of /expectedTotal/amount has the wrong form."),
            bad("a text for an object", GOOD.with("/customer", "\"Ana\""), 400, "The value of /customer is missing or of the wrong type."),

            bad("no customer", GOOD.without("/customer"), 422, "/customer REQUIRED is required"),
            bad("no name", GOOD.without("/customer/name"), 422, "/customer/name REQUIRED is required"),
            bad("a blank name", GOOD.withText("/customer/name", " \u2003 "), 422, "/customer/name REQUIRED must not be blank"),
            bad("a long name", GOOD.withText("/customer/name", "x".repeat(201)), 422, "/customer/name TOO_LONG must not be longer than 200 characters"),
            bad("a name of a megabyte", GOOD.withText("/customer/name", "x".repeat(1_000_000)), 422, "/customer/name TOO_LONG must not be longer than 200 characters"),
            bad("a line break in the name", GOOD.withText("/customer/name", "Ana\nBcc: all"), 422, "/customer/name BAD_CHARACTERS must not contain control or invisible characters"),
            bad("a null character", GOOD.withText("/customer/name", "Ana\0"), 422, "/customer/name BAD_CHARACTERS must not contain control or invisible characters"),
            raw("half a character", GOOD.toString().replace("Ana Souza", "Ana \\ud83d"), 422, "/customer/name BAD_CHARACTERS must not contain control or invisible characters"),
            bad("text turned around", GOOD.withText("/shippingAddress/line1", "Rua \u202Eabc"), 422, "/shippingAddress/line1 BAD_CHARACTERS must not contain control or invisible characters"),
            bad("no e-mail address", GOOD.withText("/customer/email", "ana"), 422, "/customer/email MALFORMED must be an e-mail address of at most 254 characters"),
            bad("two e-mail addresses", GOOD.withText("/customer/email", "a@example.com,b@example.com"), 422, "/customer/email MALFORMED must be an e-mail address of at most 254 characters"),
            bad("an e-mail address of a megabyte", GOOD.withText("/customer/email", "a.".repeat(500_000) + "a@b.cd"), 422, "/customer/email MALFORMED must be an e-mail address of at most 254 characters"),
            bad("letters in the telephone number", GOOD.withText("/customer/phone", "CALL-ME"), 422, "/customer/phone MALFORMED must be a telephone number of 8 to 15 digits, such as +5511999990000"),
            bad("a short telephone number", GOOD.withText("/customer/phone", "190"), 422, "/customer/phone MALFORMED must be a telephone number of 8 to 15 digits, such as +5511999990000"),
            bad("a CPF with a wrong digit", GOOD.withText("/customer/taxId", "529.982.247-26"), 422, "/customer/taxId INVALID_TAX_ID must be a CPF or CNPJ with its right check digits"),
            bad("a CNPJ with a wrong digit", GOOD.withText("/customer/taxId", "12.ABC.345/01DE-36"), 422, "/customer/taxId INVALID_TAX_ID must be a CPF or CNPJ with its right check digits"),
            bad("a language that we do not speak", GOOD.withText("/customer/locale", "fr"), 422, "/customer/locale MALFORMED must be pt-BR or en"),
            bad("no city", GOOD.with("/shippingAddress/city", "null"), 422, "/shippingAddress/city REQUIRED is required"),
            bad("no state in Brazil", GOOD.without("/shippingAddress/region"), 422, "/shippingAddress/region REQUIRED is required in Brazil"),
            bad("no CEP", GOOD.without("/shippingAddress/postalCode"), 422, "/shippingAddress/postalCode REQUIRED is required in Brazil"),
            bad("a short CEP", GOOD.withText("/shippingAddress/postalCode", "0131-100"), 422, "/shippingAddress/postalCode MALFORMED must be a CEP of eight digits, such as 01310-100"),
            bad("a country that is none", GOOD.withText("/shippingAddress/country", "XX"), 422, "/shippingAddress/country UNKNOWN_COUNTRY must be a country of ISO 3166-1 alpha-2"),
            bad("a country by its name", GOOD.withText("/shippingAddress/country", "Brasil"), 422, "/shippingAddress/country MALFORMED must be a country code of two capital letters"),
            bad("no items", GOOD.with("/items", "[]"), 422, "/items WRONG_SIZE must have 1 to 2000 entries"),
            bad("2,001 items", GOOD.withItems(2_001), 422, "/items WRONG_SIZE must have 1 to 2000 entries"),
            bad("hundreds of thousands of nulls", GOOD.with("/items", "[" + "null,".repeat(400_000) + "null]"), 422, "/items WRONG_SIZE must have 1 to 2000 entries"),
            bad("an item that is null", GOOD.with("/items/0", "null"), 422, "/items/0 REQUIRED is required"),
            bad("quantity 0", GOOD.with("/items/0/quantity", "0"), 422, "/items/0/quantity OUT_OF_RANGE must be 1 to 9999"),
            bad("a negative quantity", GOOD.with("/items/0/quantity", "-1"), 422, "/items/0/quantity OUT_OF_RANGE must be 1 to 9999"),
            bad("quantity 10,000", GOOD.with("/items/0/quantity", "10000"), 422, "/items/0/quantity OUT_OF_RANGE must be 1 to 9999"),
            bad("an SKU with a path", GOOD.withText("/items/0/sku", "../etc"), 422, "/items/0/sku MALFORMED must be 1 to 64 letters, digits, dots, hyphens and underscores"),
            bad("an SKU that nobody knows", GOOD.withItems(2).withText("/items/1/sku", "NO-SUCH"), 422, "/items/1/sku UNKNOWN_SKU is not for sale here"),
            bad("an article no longer sold", GOOD.withText("/items/0/sku", NOT_SOLD), 422, "/items/0/sku UNKNOWN_SKU is not for sale here"),
            bad("two currencies", GOOD.withItems(2).withText("/items/1/sku", OTHER_CURRENCY), 422, "/items/1 MIXED_CURRENCIES All items of an order must be priced in one currency."),
            bad("payment by cheque", GOOD.withText("/payment/method", "cheque"), 422, "/payment/method MALFORMED must be card"),
            bad("no payment token", GOOD.without("/payment/token"), 422, "/payment/token REQUIRED is required"),
            bad("a token with blanks", GOOD.withText("/payment/token", "tok approved"), 422, "/payment/token MALFORMED must be 1 to 200 letters, digits and . _ ~ : -"),
            bad("an unknown currency", GOOD.with("/expectedTotal", money("XXX", "1")), 422, "/expectedTotal/currency UNKNOWN_CURRENCY must be a currency of ISO 4217"),
            bad("an amount in scientific notation", GOOD.with("/expectedTotal", money("BRL", "1e99999999")), 422, "/expectedTotal/amount MALFORMED_AMOUNT must be a decimal number as text, such as 59.80"),
            bad("a negative amount", GOOD.with("/expectedTotal", money("BRL", "-1")), 422, "/expectedTotal/amount NEGATIVE_AMOUNT must not be negative"),
            bad("an amount beyond reason", GOOD.with("/expectedTotal", money("BRL", "1000000000000")), 422, "/expectedTotal/amount AMOUNT_TOO_LARGE must not be more than 999999999999"),
            bad("too many decimals", GOOD.with("/expectedTotal", money("BRL", "1.00001")), 422, "/expectedTotal/amount TOO_MANY_DECIMALS must not have more than 4 decimal places"),
            bad("another total than expected", GOOD.with("/expectedTotal", money("BRL", "59.81")), 409, "/expectedTotal TOTAL_DIFFERS The total is BRL 59.80"),
            bad("another currency than expected", GOOD.with("/expectedTotal", money("USD", "59.80")), 409, "/expectedTotal TOTAL_DIFFERS The total is BRL 59.80"),
            bad("a price of one's own without the scope", GOOD.with("/items/0/unitPrice", money("BRL", "0.01")), 403, "Only a key with the scope orders:price may set unitPrice."));

    static final List<Bad> ENVELOPES = List.of(
            good("no Idempotency-Key", 400, "The header Idempotency-Key is required.").without("Idempotency-Key"),
            good("an empty Idempotency-Key", 400, "Idempotency-Key must be 1 to 255 printable ASCII characters.").with("Idempotency-Key", ""),
            good("an empty quoted Idempotency-Key", 400, "Idempotency-Key must be 1 to 255 printable ASCII characters.").with("Idempotency-Key", "\"\""),
            good("a long Idempotency-Key", 400, "Idempotency-Key must be 1 to 255 printable ASCII characters.").with("Idempotency-Key", "k".repeat(256)),
            good("an Idempotency-Key with an open quote", 400, "Idempotency-Key is not a well-formed quoted string.").with("Idempotency-Key", "\"abc"),
            good("an Idempotency-Key with a tab", 400, "Idempotency-Key must be 1 to 255 printable ASCII characters.").with("Idempotency-Key", "a\tb"),
            good("no API key", 401, "Send a valid key: Authorization: Bearer <api key>.").without("Authorization"),
            good("a wrong API key", 401, "Send a valid key: Authorization: Bearer <api key>.").with("Authorization", "Bearer nonsense"),
            good("a form", 415, "This Content-Type is not read at /api/orders.").with("Content-Type", "application/x-www-form-urlencoded"),
            good("no Content-Type", 415, "This Content-Type is not read at /api/orders.").without("Content-Type"),
            large("a body over 2 MB", BodyPublishers.ofString(GOOD.withText("/customer/name", "x".repeat(2_100_000)).toString())),
            large("a body over 2 MB of unknown length", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(GOOD.withText("/customer/name", "x".repeat(2_100_000)).toString().getBytes(StandardCharsets.UTF_8)))));
    // spotless:on

    @BeforeAll
    static void offerArticles() {
        wire = new Wire();
        ShopUnderTest shop = ShopUnderTest.get();
        key = shop.newKey(CLIENT, "orders:write");
        offer(SKU, "BRL", true);
        offer(OTHER_CURRENCY, "USD", true);
        offer(NOT_SOLD, "BRL", false);
    }

    private static void offer(String sku, String currency, boolean active) {
        Reply put =
                wire.put(ShopUnderTest.get().apiKey(), "/api/products/" + sku, """
                {"sku": "%s", "name": {"en": "Cup"}, "price": {"currency": "%s", "amount": "29.90"}, "active": %s}
                """.formatted(sku, currency, active));
        assertThat(put.status()).as(put.body()).isBetween(200, 201);
    }

    @ParameterizedTest
    @FieldSource({"BODIES", "ENVELOPES"})
    void refuses(Bad bad) {
        Map<TopicPartition, Long> before = wire.end();
        HttpRequest.Builder request = wire.request("/api/orders").POST(bad.body());
        bad.headers().forEach((name, value) -> request.header(name, value.replace("{key}", key)));

        Reply reply = wire.send(request);

        assertThat(reply.status()).as(reply.body()).isEqualTo(bad.status());
        assertThat(reply.contentType()).isEqualTo("application/problem+json");
        assertThat(said(reply.json())).anyMatch(line -> line.startsWith(bad.says()));
        assertThat(wire.writtenSince(before, CLIENT)).isEmpty();
    }

    /** The detail, and each error as "pointer code message". */
    private static List<String> said(JsonNode problem) {
        List<String> said = new ArrayList<>();
        said.add(problem.path("detail").asString(""));
        for (JsonNode error : problem.path("errors")) {
            said.add(error.path("pointer").asString() + " " + error.path("code").asString() + " "
                    + error.path("message").asString());
        }
        return said;
    }

    private static Bad bad(String what, OrderJson order, int status, String says) {
        return raw(what, order.toString(), status, says);
    }

    private static Bad raw(String what, String body, int status, String says) {
        return raw(what, body.getBytes(StandardCharsets.UTF_8), status, says);
    }

    private static Bad raw(String what, byte[] body, int status, String says) {
        Map<String, String> headers = Map.of(
                "Authorization", "Bearer {key}",
                "Content-Type", "application/json",
                "Idempotency-Key", what.replaceAll("[^A-Za-z0-9]", "-"));
        return new Bad(what, BodyPublishers.ofByteArray(body), headers, status, says);
    }

    private static Bad good(String what, int status, String says) {
        return bad(what, GOOD, status, says);
    }

    private static Bad large(String what, BodyPublisher body) {
        return new Bad(what, body, good(what, 413, "").headers(), 413, "The body is larger than 2097152 bytes.");
    }

    private static String money(String currency, String amount) {
        return "{\"currency\": \"" + currency + "\", \"amount\": \"" + amount + "\"}";
    }

    private static byte[] concat(String before, byte[] bytes, String after) {
        byte[] head = before.getBytes(StandardCharsets.UTF_8);
        byte[] tail = after.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(head, head.length + bytes.length + tail.length);
        System.arraycopy(bytes, 0, all, head.length, bytes.length);
        System.arraycopy(tail, 0, all, head.length + bytes.length, tail.length);
        return all;
    }
}
