package io.esteira.audit;

/** What the auditor's books say. */
public interface Audit {

    /** As of a second ago at most. */
    AuditReport report();
}
