package io.esteira.storefront;

import io.esteira.contracts.Product;
import io.esteira.contracts.StockLevel;
import io.esteira.platform.kafka.TopicView;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the shop shows: the catalogue's active products and how many of each are left. */
final class ShopWindow {

    private static final int PAGE_SIZE = 24;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private final TopicView<Product> products;
    private final TopicView<StockLevel> stock;
    private final Comparator<String> categoryOrder;
    private final Comparator<Product> order;

    /** @param firstCategories which come first, in this order; all others follow by name */
    ShopWindow(TopicView<Product> products, TopicView<StockLevel> stock, List<String> firstCategories) {
        this.products = products;
        this.stock = stock;
        this.categoryOrder = Comparator.comparingInt((String category) -> {
                    int place = firstCategories.indexOf(category);
                    return place < 0 ? firstCategories.size() : place;
                })
                .thenComparing(Comparator.naturalOrder());
        // Pictures first: an imported price list comes behind what somebody dressed the window with.
        this.order = Comparator.comparing((Product product) -> product.image() == null)
                .thenComparing(product -> Objects.requireNonNullElse(product.category(), "\uffff"), categoryOrder)
                .thenComparing(Product::sku);
    }

    /** The product, if it is sold now. */
    Optional<Offer> find(String sku, String language) {
        return Optional.ofNullable(products.get(sku))
                .filter(Product::active)
                .map(product -> Offer.of(product, stock.get(sku), language));
    }

    /**
     * One page of what fits.
     *
     * @param words all of which must stand in the name, the description or the SKU; case and accents do not matter
     * @param category blank for all
     * @param page 1 for the first; one beyond the last is the last
     */
    Shelf shelf(String words, String category, int page, String language) {
        List<String> wanted = Stream.of(folded(words).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        List<Product> fitting = active().filter(product -> category.isBlank() || category.equals(product.category()))
                .filter(product -> mentionsAll(product, wanted, language))
                .sorted(order)
                .toList();
        int pages = Math.max(1, Math.ceilDiv(fitting.size(), PAGE_SIZE));
        int shown = Math.clamp(page, 1, pages);
        List<Offer> offers = fitting.stream()
                .skip((long) (shown - 1) * PAGE_SIZE)
                .limit(PAGE_SIZE)
                .map(product -> Offer.of(product, stock.get(product.sku()), language))
                .toList();
        return new Shelf(offers, fitting.size(), shown, pages);
    }

    List<String> categories() {
        return active().flatMap(product -> Stream.ofNullable(product.category()))
                .distinct()
                .sorted(categoryOrder)
                .toList();
    }

    private Stream<Product> active() {
        return products.values().stream().filter(Product::active);
    }

    private static boolean mentionsAll(Product product, List<String> words, String language) {
        if (words.isEmpty()) {
            return true;
        }
        String text = folded(product.name(language) + ' ' + product.description(language) + ' ' + product.sku());
        return words.stream().allMatch(text::contains);
    }

    private static String folded(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }

    /** @param total of all pages */
    record Shelf(List<Offer> offers, int total, int page, int pages) {}
}
