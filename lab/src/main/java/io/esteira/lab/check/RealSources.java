package io.esteira.lab.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Files, brokers and a database. */
final class RealSources implements Sources, AutoCloseable {

    private final Evidence evidence;
    private final TopicReader topics;
    private final TableReader tables;

    RealSources(Evidence evidence, Consumer<String> progress) {
        this.evidence = evidence;
        this.topics = new TopicReader(evidence.bootstrapServers(), progress);
        try {
            this.tables = new TableReader(evidence.jdbcUrl(), evidence.user(), evidence.password());
        } catch (RuntimeException e) {
            topics.close();
            throw e;
        }
    }

    @Override
    public void journal(Consumer<Document> lines) {
        read(evidence.journal(), lines);
    }

    @Override
    public boolean hasMails() {
        return evidence.mails() != null;
    }

    @Override
    public void mails(Consumer<Document> lines) {
        read(Objects.requireNonNull(evidence.mails()), lines);
    }

    /** The last line may be cut short by whatever killed its writer; nothing was sent or answered then. */
    private static void read(Path file, Consumer<Document> lines) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String line = reader.readLine();
            for (long number = 1; line != null; number++) {
                String next = reader.readLine();
                if (!line.isBlank()) {
                    try {
                        lines.accept(Document.parse(line.getBytes(StandardCharsets.UTF_8)));
                    } catch (Unreadable e) {
                        if (next != null) {
                            throw new Unreadable("Line " + number + " of " + file + ": " + e.getMessage(), e);
                        }
                    }
                }
                line = next;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    @Override
    public Set<String> topics() {
        return topics.names();
    }

    @Override
    public void topic(String name, Consumer<Entry> entries) {
        topics.read(name, entries);
    }

    @Override
    public void table(Table table, Consumer<Row> rows) {
        tables.read(table.sql, rows);
    }

    @Override
    public void close() {
        try (topics) {
            tables.close();
        }
    }
}
