package io.esteira.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Json;
import io.esteira.local.ShopUnderTest;
import io.esteira.local.Wire;
import io.esteira.local.Wire.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ProductsApiTest {

    private static final String CUP = """
            {"sku":"%s","name":{"en":"Cup","pt-BR":"Xícara"},"price":{"currency":"BRL","amount":"29.90"},\
            "description":{"en":"Holds tea"},"image":"/demo/images/CAFE-250.svg","category":"Kitchen","active":true}""";

    private final ShopUnderTest shop = ShopUnderTest.get();
    private final Wire wire = new Wire();

    @Test
    void whatWasPutIsThereAtOnceForEverybody() {
        String json = CUP.formatted("PRODUCT-1");
        assertThat(wire.put(shop.apiKey(), "/api/products/PRODUCT-1", json).status())
                .isEqualTo(201);
        Reply again = wire.put(shop.apiKey(), "/api/products/PRODUCT-1", json.replace("29.90", "31.5"));
        assertThat(again.status()).isEqualTo(200);

        Reply read = wire.send(wire.request("/api/products/PRODUCT-1").GET());

        assertThat(read.json()).isEqualTo(Json.mapper().readTree(json.replace("29.90", "31.50")));
    }

    @Test
    void whatIsNoLongerSoldLeavesTheList() {
        String json = CUP.formatted("PRODUCT-2");
        wire.put(shop.apiKey(), "/api/products/PRODUCT-2", json);
        assertThat(listed("PRODUCT-2")).isTrue();

        wire.put(shop.apiKey(), "/api/products/PRODUCT-2", json.replace("true", "false"));

        assertThat(listed("PRODUCT-2")).isFalse();
        assertThat(wire.send(wire.request("/api/products/PRODUCT-2").GET())
                        .json()
                        .path("active")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void theListGoesOnWhereThePageEnded() {
        for (int i = 0; i < 3; i++) {
            wire.put(shop.apiKey(), "/api/products/PAGE-" + i, CUP.formatted("PAGE-" + i));
        }
        JsonNode page = wire.send(
                        wire.request("/api/products?limit=2&cursor=PAGE-").GET())
                .json();
        assertThat(page.path("products")
                        .valueStream()
                        .map(each -> each.path("sku").asString()))
                .containsExactly("PAGE-0", "PAGE-1");
        assertThat(page.path("nextCursor").asString()).isEqualTo("PAGE-1");
    }

    // spotless:off: a table
    @ParameterizedTest(name = "{0} to {1}: {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
            "sku":"BAD"       | "sku":"OTHER"      | 422 | /sku SKU_DIFFERS
            "sku":"BAD"       | "sku":"a b"        | 422 | /sku MALFORMED
            "en":"Cup"        | "en":""            | 422 | /name/en REQUIRED
            "en":"Cup"        | "fr":"Tasse"       | 422 | /name/fr MALFORMED
            "Cup"             | "Cup\\u0007"       | 422 | /name/en BAD_CHARACTERS
            "29.90"           | "-1"               | 422 | /price/amount NEGATIVE_AMOUNT
            "29.90"           | "1,50"             | 422 | /price/amount MALFORMED_AMOUNT
            "BRL"             | "brl"              | 422 | /price/currency UNKNOWN_CURRENCY
            "/demo/images/CAFE-250.svg" | "javascript:x"   | 422 | /image MALFORMED
            "active":true     | "active":"maybe"   | 400 | The value of /active
            "active":true     | "colour":"red"     | 400 | Unknown field /colour
            """)
    // spotless:on
    void refusesABadProduct(String good, String bad, int status, String says) {
        Reply reply = wire.put(
                shop.apiKey(), "/api/products/BAD", CUP.formatted("BAD").replace(good, bad));
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        JsonNode problem = reply.json();
        String said = status == 422
                ? problem.at("/errors/0/pointer").asString() + " "
                        + problem.at("/errors/0/code").asString()
                : problem.path("detail").asString();
        assertThat(said).startsWith(says);
        assertThat(wire.send(wire.request("/api/products/BAD").GET()).status()).isEqualTo(404);
    }

    @Test
    void refusesAHundredThousandLanguagesAtOnce() {
        String languages = IntStream.range(0, 100_000)
                .mapToObj(language -> "\"l" + language + "\":\"\"")
                .collect(Collectors.joining(","));
        String json = CUP.formatted("BABEL").replaceFirst("\"name\":\\{[^}]*}", "\"name\":{" + languages + "}");

        Reply reply = wire.put(shop.apiKey(), "/api/products/BABEL", json);

        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.body()).contains("WRONG_SIZE");
    }

    @Test
    void writingNeedsTheScope() {
        assertThat(wire.put(shop.newKey("catalog-no", "orders:write"), "/api/products/NO", CUP.formatted("NO"))
                        .status())
                .isEqualTo(403);
        assertThat(wire.put("nonsense", "/api/products/NO", CUP.formatted("NO")).status())
                .isEqualTo(401);
    }

    @Test
    void importsACsvFileOfThousands() {
        StringBuilder csv = new StringBuilder("sku,name_en,name_pt_BR,currency,amount,category\r\n");
        for (int i = 0; i < 3_000; i++) {
            csv.append("CSV-").append(i).append(",\"Cup, \"\"blue\"\"\",Xícara,GBP,2.55,\r\n");
        }
        Reply reply =
                wire.post(shop.apiKey(), "/api/products/import", "text/csv", BodyPublishers.ofString(csv.toString()));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{\"imported\":3000}");
        assertThat(wire.send(wire.request("/api/products/CSV-2999").GET()).body())
                .contains("Cup, \\\"blue\\\"", "\"amount\":\"2.55\"", "Xícara");
    }

    @Test
    void importsJsonLines() {
        String lines = CUP.formatted("LINES-1") + "\n" + CUP.formatted("LINES-2") + "\n";
        Reply reply = wire.post(
                shop.apiKey(), "/api/products/import", "application/x-ndjson", BodyPublishers.ofString(lines));
        assertThat(reply.body()).isEqualTo("{\"imported\":2}");
        assertThat(wire.send(wire.request("/api/products/LINES-2").GET()).status())
                .isEqualTo(200);
    }

    @Test
    void oneBadLineKeepsTheWholeFileOut() {
        String csv = """
                sku,name_en,currency,amount,active
                HALF-1,Cup,GBP,1.00,true
                HALF-2,,GBP,1.00,true
                HALF-3,Cup,GBP,1.00,yes
                HALF-4,Cup,GBP
                HALF-1,Cup,GBP,2.00,true
                """;
        Reply reply = wire.post(shop.apiKey(), "/api/products/import", "text/csv", BodyPublishers.ofString(csv));
        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.json()
                        .path("errors")
                        .valueStream()
                        .map(each -> each.path("pointer").asString()))
                .containsExactlyInAnyOrder("/3/name", "/4/active", "/5", "/6/sku");
        assertThat(wire.send(wire.request("/api/products/HALF-1").GET()).status())
                .isEqualTo(404);
    }

    @Test
    void refusesAFileThatIsNone() {
        assertThat(wire.post(shop.apiKey(), "/api/products/import", "text/csv", BodyPublishers.ofString("a,b\n1,2\n"))
                        .status())
                .isEqualTo(400);
        assertThat(wire.post(shop.apiKey(), "/api/products/import", "text/csv", BodyPublishers.ofByteArray(new byte[] {
                            's', 'k', 'u', (byte) 0xFF
                        }))
                        .status())
                .isEqualTo(400);
        assertThat(wire.post(
                                shop.apiKey(),
                                "/api/products/import",
                                "application/x-ndjson",
                                BodyPublishers.ofString("null"))
                        .status())
                .isEqualTo(422);
    }

    private boolean listed(String sku) {
        return wire.send(wire.request("/api/products?limit=1&cursor=" + sku.substring(0, sku.length() - 1))
                        .GET())
                .body()
                .contains(sku);
    }
}
