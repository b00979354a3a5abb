package io.esteira.staff;

import io.esteira.contracts.Product;
import io.esteira.contracts.StockLevel;
import io.esteira.platform.kafka.TopicView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What lies on the shelves, by the names that people know it by. */
final class StockRoom {

    private static final int PAGE = 50;
    private static final long PAUSE_MILLIS = 10;

    private final TopicView<StockLevel> levels;
    private final TopicView<Product> products;

    StockRoom(TopicView<StockLevel> levels, TopicView<Product> products) {
        this.levels = levels;
        this.products = products;
    }

    /** @param version of the level; 0 where stock never heard of the article */
    record Shelf(String sku, String name, int onHand, int reserved, int available, long version) {}

    record Page(List<Shelf> shelves, int number, int pages, int found) {}

    /** Articles whose SKU or name contains {@code q}, by SKU; the nearest page that there is. */
    Page page(String q, int number, String language) {
        String wanted = q.strip().toLowerCase(Locale.ROOT);
        List<Shelf> found = skus().stream()
                .map(sku -> shelf(sku, language))
                .filter(shelf -> shelf.sku().toLowerCase(Locale.ROOT).contains(wanted)
                        || shelf.name().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        int pages = Math.max(1, Math.ceilDiv(found.size(), PAGE));
        int shown = Math.clamp(number, 1, pages);
        return new Page(
                found.stream().skip((long) (shown - 1) * PAGE).limit(PAGE).toList(), shown, pages, found.size());
    }

    Optional<Shelf> find(String sku, String language) {
        return levels.get(sku) == null && products.get(sku) == null
                ? Optional.empty()
                : Optional.of(shelf(sku, language));
    }

    /** Waits until the level has changed since {@code version}; false if it did not in time. */
    boolean awaitChange(String sku, long version, Duration timeout) {
        Instant deadline = Instant.now().plus(timeout);
        while (version(levels.get(sku)) == version) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private Set<String> skus() {
        Set<String> skus = new TreeSet<>();
        levels.values().forEach(level -> skus.add(level.sku()));
        products.values().forEach(product -> skus.add(product.sku()));
        return skus;
    }

    private Shelf shelf(String sku, String language) {
        StockLevel level = levels.get(sku);
        Product product = products.get(sku);
        String name = product == null ? "" : product.name(language);
        return level == null
                ? new Shelf(sku, name, 0, 0, 0, 0)
                : new Shelf(sku, name, level.onHand(), level.reserved(), level.available(), level.version());
    }

    private static long version(@Nullable StockLevel level) {
        return level == null ? 0 : level.version();
    }
}
