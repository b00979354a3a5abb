package io.esteira.lab.trial;

import io.esteira.contracts.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one shopper wants. All of it follows from the seed and the shopper's number.
 *
 * @param key the Idempotency-Key of all attempts
 * @param repeats further calls with the same key
 * @param cancels whether the shopper thinks better of it once the order is accepted
 */
record Wish(String key, String email, String token, List<Item> items, Repeats repeats, boolean cancels) {

    record Item(String sku, int quantity) {}

    /** How often the same call is made. */
    enum Repeats {
        ONCE,
        /** To two instances at the same time. */
        AT_ONCE,
        /** Again, some time after the answer. */
        LATER
    }

    Wish {
        items = List.copyOf(items);
    }

    byte[] body() {
        ObjectNode order = Json.mapper().createObjectNode();
        order.putObject("customer")
                .put("name", "Trial Buyer")
                .put("email", email)
                .put("locale", key.hashCode() % 2 == 0 ? "pt-BR" : "en");
        order.putObject("shippingAddress")
                .put("line1", "Rua do Ensaio, 10")
                .put("city", "São Paulo")
                .put("region", "SP")
                .put("postalCode", "01310-100")
                .put("country", "BR");
        var lines = order.putArray("items");
        items.forEach(item -> lines.addObject().put("sku", item.sku()).put("quantity", item.quantity()));
        order.putObject("payment").put("method", "card").put("token", token);
        return Json.mapper().writeValueAsBytes(order);
    }

    /** Whether nothing but the shop itself decides how long it takes: no second thoughts, no stubborn gateway. */
    boolean isPlain() {
        return token.equals(Shoppers.APPROVED) && !cancels;
    }
}
