package io.esteira.lab.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What each order wants of each SKU, and what became of it. An SKU on several lines of an order is one line here. */
final class Lines {

    static final int RESERVE = 1;
    static final int SELL = 1 << 1;
    static final int RELEASE = 1 << 2;
    static final int RESERVED = 1 << 3;
    static final int REFUSED = 1 << 4;

    private final Map<String, Integer> skuNumbers = new HashMap<>();
    private final List<String> skus = new ArrayList<>();

    private final Ints first = new Ints();
    private final Ints count = new Ints();
    private int size;
    private final Ints sku = new Ints();
    private final Ints quantity = new Ints();
    final Ints marks = new Ints();

    void add(int order, SortedMap<String, Integer> items) {
        first.set(order, size);
        count.set(order, items.size());
        items.forEach((name, pieces) -> {
            sku.set(size, number(name));
            quantity.set(size, pieces);
            marks.set(size, 0);
            size++;
        });
    }

    private int number(String name) {
        return skuNumbers.computeIfAbsent(name, fresh -> {
            skus.add(fresh);
            return skus.size() - 1;
        });
    }

    int first(int order) {
        return first.get(order);
    }

    /** The one after the order's last. */
    int end(int order) {
        return first.get(order) + count.get(order);
    }

    /** {@link Index#NONE} if the order does not want it. */
    int find(int order, String name) {
        Integer number = skuNumbers.get(name);
        for (int line = first(order); number != null && line < end(order); line++) {
            if (sku.get(line) == number) {
                return line;
            }
        }
        return Index.NONE;
    }

    boolean equal(int order, SortedMap<String, Integer> items) {
        int line = first(order);
        if (items.size() != end(order) - line) {
            return false;
        }
        for (Map.Entry<String, Integer> item : items.entrySet()) {
            if (!sku(line).equals(item.getKey()) || quantity(line) != item.getValue()) {
                return false;
            }
            line++;
        }
        return true;
    }

    String sku(int line) {
        return skus.get(sku.get(line));
    }

    int quantity(int line) {
        return quantity.get(line);
    }
}
