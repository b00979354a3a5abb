package io.esteira.local;

import io.esteira.contracts.Json;
import io.esteira.contracts.Money;
import io.esteira.contracts.Product;
import io.esteira.contracts.StockCommand;
import io.esteira.contracts.StockLevel;
import io.esteira.contracts.Topics;
import io.esteira.platform.kafka.TopicView;
import io.esteira.platform.kafka.TopicViews;
import io.esteira.platform.kafka.TopicWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import tools.jackson.core.type.TypeReference;

/** The goods that a new shop starts with, so that there is something to buy. */
final class DemoCatalogue {

    private static final String CURRENCY = "BRL";
    private static final String WHO = "demo";
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(20);
    private static final long LOOK_EVERY_MILLIS = 20;

    /** One product as the resource file has it; its picture is {@code /demo/images/<sku>.svg}. */
    record Article(
            String sku,
            String category,
            String price,
            int stock,
            Map<String, String> name,
            Map<String, String> description) {

        Product product(Instant now) {
            String image = "/demo/images/" + sku + ".svg";
            return new Product(sku, name, description, Money.of(CURRENCY, price), image, category, true, now);
        }

        StockCommand delivery(Instant now) {
            // The same in every start, so that it counts once however often it is written.
            return new StockCommand.Adjust(sku, "demo-" + sku, stock, "first delivery", WHO, now);
        }
    }

    private final TopicView<Product> products;
    private final TopicView<StockLevel> stock;
    private final TopicWriter writer;
    private final Clock clock;

    DemoCatalogue(TopicViews views, TopicWriter writer, Clock clock) {
        this.products = views.of(Topics.CATALOG_PRODUCTS);
        this.stock = views.of(Topics.STOCK_LEVELS);
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * Fills an empty catalogue and waits until it shows; a catalogue that holds anything is left alone.
     *
     * @return how many products were written
     */
    int seed() {
        if (!products.values().isEmpty()) {
            return 0;
        }
        List<Article> articles = articles();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        // The stock first: a start that is cut short in between finds no products and does it all again.
        awaitAll(articles.stream()
                .filter(article -> article.stock() > 0)
                .map(article -> writer.send(Topics.STOCK_COMMANDS, article.sku(), article.delivery(now)))
                .toList());
        awaitAll(articles.stream()
                .map(article -> writer.send(Topics.CATALOG_PRODUCTS, article.sku(), article.product(now)))
                .toList());
        awaitVisible(articles);
        return articles.size();
    }

    static List<Article> articles() {
        try (InputStream file = Objects.requireNonNull(
                DemoCatalogue.class.getResourceAsStream("/demo/catalogue.json"), "the demo catalogue")) {
            return Json.mapper().readValue(file.readAllBytes(), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAll(List<CompletableFuture<RecordMetadata>> sent) {
        sent.forEach(writer::await);
    }

    /** So that nobody who is told that the shop is ready finds its shelves empty. Too slow is no reason to fail. */
    private void awaitVisible(List<Article> articles) {
        Instant deadline = clock.instant().plus(VISIBLE_WITHIN);
        try {
            while (!articles.stream().allMatch(this::isVisible)
                    && clock.instant().isBefore(deadline)) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isVisible(Article article) {
        return products.get(article.sku()) != null && (article.stock() == 0 || stock.get(article.sku()) != null);
    }
}
