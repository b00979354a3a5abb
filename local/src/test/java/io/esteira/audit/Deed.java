package io.esteira.audit;

/** Something that another context would have written. */
interface Deed {
    void on(AuditUnderTest shop);
}
