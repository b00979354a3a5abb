package io.esteira.lab.trial;

import io.esteira.contracts.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the trial did and what it was told, one JSON line each: an attempt before it is sent, an answer before anybody
 * counts it. Whatever the shop says later is held against this.
 */
final class Journal implements AutoCloseable {

    static final String FILE = "journal.jsonl";

    private final LineFile lines;
    private final Clock clock;

    Journal(Path directory, Clock clock) throws IOException {
        this.lines = new LineFile(directory.resolve(FILE));
        this.clock = clock;
    }

    void attempt(Wish wish, int attempt, String instance) {
        ObjectNode line = line("attempt")
                .put("key", wish.key())
                .put("n", attempt)
                .put("instance", instance)
                .put("email", wish.email())
                .put("token", wish.token());
        var items = line.putArray("items");
        wish.items().forEach(item -> items.addObject().put("sku", item.sku()).put("quantity", item.quantity()));
        lines.write(line);
    }

    void accepted(String key, int attempt, String id, String number, JsonNode total, long millis) {
        ObjectNode line = line("answer")
                .put("key", key)
                .put("n", attempt)
                .put("status", 201)
                .put("id", id)
                .put("number", number);
        line.set("total", total);
        lines.write(line.put("ms", millis));
    }

    void refused(String key, int attempt, int status, String problem, long millis) {
        lines.write(line("answer")
                .put("key", key)
                .put("n", attempt)
                .put("status", status)
                .put("problem", problem)
                .put("ms", millis));
    }

    /** Nobody answered: the order may exist or not. */
    void failure(String key, int attempt, String error, long millis) {
        lines.write(line("failure")
                .put("key", key)
                .put("n", attempt)
                .put("error", error)
                .put("ms", millis));
    }

    void cancel(String key, String id) {
        lines.write(line("cancel").put("key", key).put("id", id));
    }

    void cancelAnswer(String key, int status) {
        lines.write(line("cancel-answer").put("key", key).put("status", status));
    }

    void stock(String sku, int delta) {
        lines.write(line("stock").put("sku", sku).put("delta", delta));
    }

    /** @param order the order under whose id it stands, null where it is nobody's */
    void poison(String topic, int partition, long offset, @Nullable String order) {
        lines.write(line("poison")
                .put("topic", topic)
                .put("partition", partition)
                .put("offset", offset)
                .put("order", order));
    }

    /** A record that stands at {@code of} was written once more, byte by byte. */
    void duplicated(String topic, int partition, long of, long offset) {
        lines.write(line("duplicated")
                .put("topic", topic)
                .put("of", partition + "/" + of)
                .put("partition", partition)
                .put("offset", offset));
    }

    void fault(String name, String target, boolean begins) {
        lines.write(line("fault").put("name", name).put("target", target).put("phase", begins ? "begin" : "end"));
    }

    private ObjectNode line(String kind) {
        return Json.mapper().createObjectNode().put("at", clock.millis()).put("kind", kind);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
