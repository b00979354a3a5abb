package io.esteira.lab;

import io.esteira.contracts.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A sale of the file as an order for the shop: its lines, prices and country; the rest is made up from numbers. */
record RetailOrder(RetailInvoice invoice, String idempotencyKey, RetailCatalogue catalogue) {

    static final String CURRENCY = "GBP";

    /** What the shop takes at most; it says so in its API. */
    private static final int QUANTITY_MAX = 9_999;

    private static final int LINES_MAX = 2_000;

    static RetailOrder of(RetailInvoice invoice, RetailFile file, RetailCatalogue catalogue) {
        return new RetailOrder(invoice, "replay:" + file.fingerprint() + ":" + invoice.number(), catalogue);
    }

    /** The same bytes each time. */
    byte[] body() {
        ObjectNode body = Json.mapper().createObjectNode();
        customer(body.putObject("customer"));
        address(body.putObject("shippingAddress"));
        ArrayNode items = body.putArray("items");
        for (RetailLine line : invoice.lines()) {
            items.addObject()
                    .put("sku", catalogue.sku(line.stockCode()))
                    .put("quantity", line.quantity())
                    .putObject("unitPrice")
                    .put("currency", CURRENCY)
                    .put("amount", line.unitPrice().toPlainString());
        }
        body.putObject("payment").put("method", "card").put("token", "tok_approved");
        return Json.mapper().writeValueAsBytes(body);
    }

    /** Whether the shop can be expected to take it. What it cannot take is sent all the same, and needs no stock. */
    boolean isWithinLimits() {
        return invoice.lines().size() <= LINES_MAX
                && invoice.lines().stream().allMatch(line -> line.quantity() <= QUANTITY_MAX)
                && !Countries.code(invoice.first().country()).equals(Countries.NONE);
    }

    private void customer(ObjectNode customer) {
        String id = invoice.first().customerId();
        customer.put("name", id.isEmpty() ? "Guest" : "Customer " + id)
                .put("email", (id.isEmpty() ? "guest-" + invoice.number() : "customer-" + id) + "@example.com")
                .put("locale", "en");
    }

    /** The file knows the country alone. */
    private void address(ObjectNode address) {
        String country = Countries.code(invoice.first().country());
        address.put("line1", "Address not in the file")
                .put("city", "City not in the file")
                .put("postalCode", country.equals("BR") ? "00000-000" : "")
                .put("country", country);
        if (country.equals("BR")) {
            address.put("region", "--");
        }
    }
}
