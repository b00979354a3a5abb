package io.esteira.audit;

import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is or was wrong. A breach that is settled stays in the history. */
final class Breaches {

    private final JdbcClient jdbc;

    Breaches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A finding about one subject: an order's id, an SKU or an invoice's number. */
    record Breach(String subject, Finding finding) implements Comparable<Breach> {

        @Override
        public int compareTo(Breach other) {
            int bySubject = subject.compareTo(other.subject);
            return bySubject != 0
                    ? bySubject
                    : finding.key().compareTo(other.finding().key());
        }
    }

    void report(Collection<Breach> breaches) {
        if (breaches.isEmpty()) {
            return;
        }
        Collection<Breach> sorted = breaches.stream().sorted().distinct().toList();
        jdbc.sql("""
                        INSERT INTO audit.breaches AS stored (offence, subject, about, invariant, details)
                        SELECT offence, subject, about, invariant, string_to_array(details, chr(31))
                        FROM unnest(:offences::text[], :subjects::text[], :abouts::text[], :invariants::text[],
                                    :details::text[]) AS told (offence, subject, about, invariant, details)
                        ON CONFLICT (offence, subject, about) DO UPDATE SET
                          details = excluded.details, last_seen = now(), resolved_at = NULL
                        """)
                .param(
                        "offences",
                        Column.of(sorted, breach -> breach.finding().offence().name()))
                .param("subjects", Column.of(sorted, Breach::subject))
                .param("abouts", Column.of(sorted, breach -> breach.finding().about()))
                .param(
                        "invariants",
                        Column.of(
                                sorted,
                                breach -> breach.finding().offence().invariant().name()))
                .param(
                        "details",
                        Column.of(
                                sorted,
                                breach -> String.join("\u001f", breach.finding().details())))
                .update();
    }

    void settle(Collection<Breach> breaches) {
        if (breaches.isEmpty()) {
            return;
        }
        Collection<Breach> sorted = breaches.stream().sorted().toList();
        jdbc.sql("""
                        UPDATE audit.breaches stored SET resolved_at = now()
                        FROM unnest(:offences::text[], :subjects::text[], :abouts::text[])
                             AS told (offence, subject, about)
                        WHERE stored.offence = told.offence AND stored.subject = told.subject
                          AND stored.about = told.about AND stored.resolved_at IS NULL
                        """)
                .param(
                        "offences",
                        Column.of(sorted, breach -> breach.finding().offence().name()))
                .param("subjects", Column.of(sorted, Breach::subject))
                .param("abouts", Column.of(sorted, breach -> breach.finding().about()))
                .update();
    }
}
