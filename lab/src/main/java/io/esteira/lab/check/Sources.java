package io.esteira.lab.check;

import java.util.Set;
import java.util.function.Consumer;

/** Where the evidence comes from. Everything is read as it stood at one moment, each thing once. */
interface Sources {

    void journal(Consumer<Document> lines);

    /** Whether anybody collected the mails. */
    boolean hasMails();

    void mails(Consumer<Document> lines);

    Set<String> topics();

    /** Each record that was there when the check began; those of a partition in their order. */
    void topic(String name, Consumer<Entry> entries);

    void table(Table table, Consumer<Row> rows);
}
