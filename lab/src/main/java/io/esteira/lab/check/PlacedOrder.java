package io.esteira.lab.check;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** An order as messages carry it. */
record PlacedOrder(
        UUID id, String number, String email, SortedMap<String, Integer> items, Amount total, long placedAtMillis) {

    static PlacedOrder of(Document order) {
        SortedMap<String, Integer> items = new TreeMap<>();
        order.list("lines").forEach(line -> items.merge(line.text("sku"), line.small("quantity"), Math::addExact));
        return new PlacedOrder(
                order.id("id"),
                order.text("number"),
                order.at("customer").text("email"),
                items,
                order.amount("total"),
                order.millis("placedAt"));
    }
}
