package io.esteira.lab.check;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** All that a small shop left behind, in lists that a test can tamper with. */
final class History implements Sources {

    static final JsonMapper JSON = JsonMapper.shared();
    static final long BEGIN_MILLIS = Instant.parse("2026-11-01T12:00:00Z").toEpochMilli();
    static final String PRICE = "10.50";

    final List<ObjectNode> journal = new ArrayList<>();
    final Map<String, List<Told>> topics = new HashMap<>();
    final Map<Table, List<Map<String, @Nullable String>>> tables = new EnumMap<>(Table.class);

    @Nullable
    List<ObjectNode> mails = new ArrayList<>();

    private long nowMillis = BEGIN_MILLIS;

    /** A record whose JSON can still be changed. */
    record Told(int partition, String key, ObjectNode value) {}

    static UUID id(String key) {
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    }

    static String number(String key) {
        return "N-" + key;
    }

    long tick() {
        return ++nowMillis;
    }

    List<Told> topic(String name) {
        return topics.computeIfAbsent(name, fresh -> new ArrayList<>());
    }

    List<Map<String, @Nullable String>> rows(Table table) {
        return tables.computeIfAbsent(table, fresh -> new ArrayList<>());
    }

    ObjectNode tell(String topic, String key) {
        ObjectNode value = JSON.createObjectNode();
        topic(topic).add(new Told(Math.floorMod(key.hashCode(), 3), key, value));
        return value.put("at", Instant.ofEpochMilli(tick()).toString());
    }

    ObjectNode note(String kind) {
        ObjectNode line = JSON.createObjectNode().put("at", tick()).put("kind", kind);
        journal.add(line);
        return line;
    }

    /** @param columns names with blanks between them */
    void row(Table table, String columns, @Nullable String... values) {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        String[] names = columns.split(" ", -1);
        for (int i = 0; i < names.length; i++) {
            row.put(names[i], values[i]);
        }
        rows(table).add(row);
    }

    /** The rows about an order, to change or remove. */
    List<Map<String, @Nullable String>> rowsOf(Table table, String key) {
        String id = id(key).toString();
        return rows(table).stream()
                .filter(row -> row.values().stream().anyMatch(value -> value != null && value.startsWith(id)))
                .toList();
    }

    /** The records of an order of one type. */
    List<Told> told(String topic, String key, String type) {
        return topic(topic).stream()
                .filter(told -> told.key().equals(id(key).toString())
                        || told.value().path("orderId").asString("").equals(id(key).toString()))
                .filter(told -> told.value().path("type").asString("").equals(type))
                .toList();
    }

    Verdict verdict() {
        return new Checker().check(this);
    }

    @Override
    public void journal(Consumer<Document> lines) {
        journal.forEach(line -> lines.accept(new Document(line)));
    }

    @Override
    public boolean hasMails() {
        return mails != null;
    }

    @Override
    public void mails(Consumer<Document> lines) {
        if (mails != null) {
            mails.forEach(mail -> lines.accept(new Document(mail)));
        }
    }

    @Override
    public Set<String> topics() {
        return new TreeSet<>(topics.keySet());
    }

    @Override
    public void topic(String name, Consumer<Entry> entries) {
        Map<Integer, Long> offsets = new HashMap<>();
        for (Told told : topic(name)) {
            long offset = offsets.merge(told.partition(), 1L, Long::sum) - 1;
            entries.accept(new Entry(name, told.partition(), offset, told.key(), JSON.writeValueAsBytes(told.value())));
        }
    }

    @Override
    public void table(Table table, Consumer<Row> rows) {
        rows(table).forEach(row -> rows.accept(row::get));
    }
}
