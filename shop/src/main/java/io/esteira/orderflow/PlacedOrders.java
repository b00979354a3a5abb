package io.esteira.orderflow;

import io.esteira.contracts.Topics;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The orders themselves, as they came. They never change, so the last ones can be kept read: an order of 2,000 SKUs is
 * looked at 2,000 times within a second.
 */
final class PlacedOrders {

    private static final int SKUS_KEPT = 10_000;

    private final KeyValueStore<String, byte[]> store;
    private final Map<String, Demand> recent = new LinkedHashMap<>(16, 0.75f, true);
    private int skusKept;

    PlacedOrders(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** @param demand what {@code placed} was read as: its stock is heard of soon */
    void put(String orderId, byte[] placed, Demand demand) {
        store.put(orderId, placed);
        keep(orderId, demand);
    }

    Demand get(String orderId) {
        Demand known = recent.get(orderId);
        if (known != null) {
            return known;
        }
        byte[] placed = store.get(orderId);
        if (placed == null) {
            throw new IllegalStateException("An order's state stands without the order: " + orderId);
        }
        Demand demand = Demand.of(Topics.ORDERS_PENDING.decode(placed));
        keep(orderId, demand);
        return demand;
    }

    void forget(String orderId) {
        store.delete(orderId);
        Demand known = recent.remove(orderId);
        skusKept -= known == null ? 0 : known.skus().size();
    }

    private void keep(String orderId, Demand demand) {
        Demand before = recent.put(orderId, demand);
        skusKept += demand.skus().size() - (before == null ? 0 : before.skus().size());
        Iterator<Demand> eldest = recent.values().iterator();
        while (skusKept > SKUS_KEPT && recent.size() > 1) {
            skusKept -= eldest.next().skus().size();
            eldest.remove();
        }
    }
}
