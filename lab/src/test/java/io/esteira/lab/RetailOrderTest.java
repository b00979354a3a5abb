package io.esteira.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RetailOrderTest {

    private final RetailFile file = Sample.file();
    private final RetailCatalogue catalogue = new RetailCatalogue(file.invoices());

    @Test
    void ordersWhatTheInvoiceSoldAtItsPrices() {
        JsonNode items = body("700001").path("items");
        assertThat(items).hasSize(3);
        assertThat(items.path(1).path("sku").asString()).isEqualTo("10002");
        assertThat(items.path(1).path("quantity").asInt()).isEqualTo(2);
        assertThat(items.path(1).path("unitPrice").path("currency").asString()).isEqualTo("GBP");
        assertThat(items.path(1).path("unitPrice").path("amount").asString()).isEqualTo("3.391");
    }

    @Test
    void makesCustomersUpFromTheirNumbers() {
        assertThat(body("700001").path("customer").path("name").asString()).isEqualTo("Customer 40001");
        assertThat(body("700001").path("customer").path("email").asString()).isEqualTo("customer-40001@example.com");
        assertThat(body("700002").path("customer").path("email").asString()).isEqualTo("guest-700002@example.com");
    }

    @Test
    void isTheSameOrderUnderTheSameKeyEachTime() {
        RetailOrder order = order("700001");
        assertThat(order.idempotencyKey()).isEqualTo("replay:" + file.fingerprint() + ":700001");
        assertThat(order.body()).isEqualTo(order("700001").body());
    }

    @ParameterizedTest
    @CsvSource({
        "United Kingdom, GB",
        "EIRE, IE",
        "RSA, ZA",
        "USA, US",
        "Channel Islands, JE",
        "Czech Republic, CZ",
        "Hong Kong, HK",
        "Brazil, BR",
        "United Arab Emirates, AE",
        "Unspecified, ZZ",
        "European Community, ZZ",
    })
    void writesCountriesAsIsoCodesAndMakesNoneUp(String name, String code) {
        assertThat(Countries.code(name)).isEqualTo(code);
    }

    @Test
    void needsNoStockForWhatTheShopCannotTake() {
        assertThat(Supply.pieces(List.of(order("700001"), order("700007"), order("700008"))))
                .isEqualTo(Map.of("10001A", 7L, "10002", 2L));
    }

    @Test
    void keepsStockCodesApartThatBecomeTheSameSku() {
        assertThat(catalogue.sku("10001A")).isEqualTo("10001A");
        assertThat(catalogue.sku("10001a")).isEqualTo("10001a");
        assertThat(catalogue.sku("POST_FEE")).isEqualTo("POST_FEE");
        assertThat(catalogue.sku("POST FEE")).matches("POST_FEE\\.[0-9a-f]+");
    }

    @Test
    void namesAndPricesProductsAsTheyAreMostOftenSold() {
        assertThat(product("10002").path("name").path("en").asString()).isEqualTo("LANTERN, PAPER");
        assertThat(product("10002").path("price").path("amount").asString()).isEqualTo("3.39");
        assertThat(product("10004").path("name").path("en").asString()).isEqualTo("10004");
        assertThat(product("10004").path("price").path("amount").asString()).isEqualTo("0");
    }

    private JsonNode product(String sku) {
        return catalogue.products().stream()
                .filter(product -> product.path("sku").asString().equals(sku))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode body(String invoice) {
        return Json.mapper().readTree(order(invoice).body());
    }

    private RetailOrder order(String invoice) {
        return RetailOrder.of(Sample.invoice(invoice), file, catalogue);
    }
}
