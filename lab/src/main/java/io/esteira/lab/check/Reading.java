package io.esteira.lab.check;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads topics and tables. What cannot be read is a breach itself, unless it was planted. */
final class Reading {

    private final Sources sources;
    private final Journal journal;
    private final Findings findings;

    Reading(Sources sources, Journal journal, Findings findings) {
        this.sources = sources;
        this.journal = journal;
        this.findings = findings;
    }

    interface RowReader {
        void read(Row row);
    }

    /** @param blamed what is broken where a record cannot be read */
    void topic(String topic, Invariant blamed, BiConsumer<Entry, Document> records) {
        findings.figure("records on " + topic, 0);
        sources.topic(topic, entry -> {
            findings.count("records on " + topic);
            if (journal.poison.contains(entry.where())) {
                return;
            }
            byte @Nullable [] value = entry.value();
            try {
                if (value == null) {
                    throw new Unreadable("No value");
                }
                records.accept(entry, Document.parse(value));
            } catch (Unreadable e) {
                findings.breach(blamed, entry.key(), entry.where() + " cannot be read: " + e.getMessage());
            }
        });
    }

    /** Those of {@code topic} that can be read. */
    void deadLetters(String topic, Consumer<Document> letters) {
        sources.topic(topic + ".dlt", entry -> {
            byte @Nullable [] value = entry.value();
            if (value != null) {
                try {
                    letters.accept(Document.parse(value));
                } catch (Unreadable e) {
                    // What nobody can read belongs there.
                }
            }
        });
    }

    void table(Table table, Invariant blamed, RowReader rows) {
        sources.table(table, row -> {
            try {
                rows.read(row);
            } catch (Unreadable e) {
                findings.breach(blamed, null, "A row of " + table + " cannot be read: " + e.getMessage());
            }
        });
    }
}
