package io.esteira.catalog;

import io.esteira.contracts.Product;
import io.esteira.contracts.Topics;
import io.esteira.platform.kafka.TopicView;
import io.esteira.platform.kafka.TopicWriter;
import io.esteira.platform.web.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;

/** The catalogue: written to its topic, read from the view of it. */
final class Products {

    private static final Duration OWN_WRITE_TIMEOUT = Duration.ofSeconds(10);

    private final TopicView<Product> view;
    private final TopicWriter writer;
    private final Clock clock;

    Products(TopicView<Product> view, TopicWriter writer, Clock clock) {
        this.view = view;
        this.writer = writer;
        this.clock = clock;
    }

    Optional<Product> find(String sku) {
        return Optional.ofNullable(view.get(sku));
    }

    boolean knows(String sku) {
        return view.get(sku) != null;
    }

    /** What is sold, by SKU, after {@code cursor}. */
    List<Product> sold(String cursor, int limit) {
        return view.values().stream()
                .filter(Product::active)
                .filter(product -> product.sku().compareTo(cursor) > 0)
                .sorted(Comparator.comparing(Product::sku))
                .limit(limit)
                .toList();
    }

    /** Returns when all are written and this process sees them. */
    void put(List<ProductForm> forms) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<CompletableFuture<RecordMetadata>> sent = forms.stream()
                .map(form -> writer.send(Topics.CATALOG_PRODUCTS, form.sku(), form.toProduct(now)))
                .toList();
        List<RecordMetadata> written = sent.stream().map(writer::await).toList();
        written.forEach(this::awaitSeen);
    }

    private void awaitSeen(RecordMetadata written) {
        try {
            if (!view.await(written, OWN_WRITE_TIMEOUT)) {
                throw Problem.unavailable("Written, but not seen here yet. Repeat the request.", OWN_WRITE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("Stopping. Repeat the request.", OWN_WRITE_TIMEOUT);
        }
    }
}
