package io.esteira.audit;

import java.util.function.Consumer;

/**
 * Something that another context would have written.
 *
 * @param topic where; empty for a row of a table, which is not written twice
 */
record Deed(String topic, Consumer<AuditUnderTest> writing) {

    static Deed row(Consumer<AuditUnderTest> writing) {
        return new Deed("", writing);
    }

    void on(AuditUnderTest shop) {
        writing.accept(shop);
    }
}
