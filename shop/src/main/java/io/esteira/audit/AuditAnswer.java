package io.esteira.audit;

import io.esteira.audit.AuditReport.Balance;
import io.esteira.audit.AuditReport.Reading;
import io.esteira.audit.AuditReport.Shelves;
import io.esteira.audit.AuditReport.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** The report as the API tells it, with each breach in words. */
record AuditAnswer(
        boolean holds,
        Instant at,
        @Nullable Instant completeUntil,
        long lag,
        List<Standing> invariants,
        Map<String, Long> orders,
        List<Waiting> waiting,
        Shelves shelves,
        List<Balance> money,
        List<Reading> readings,
        List<Breach> settled) {

    record Standing(
            Invariant invariant,
            String promise,
            boolean holds,
            long checked,
            long inFlight,
            @Nullable Instant oldest,
            long breaches,
            long settled,
            List<Breach> first) {}

    record Breach(
            Invariant invariant,
            String offence,
            AuditReport.Kind kind,
            String subject,
            String label,
            String text,
            Instant firstSeen,
            @Nullable Instant settledAt) {}

    static AuditAnswer of(AuditReport report, MessageSource texts) {
        return new AuditAnswer(
                report.holds(),
                report.at(),
                report.completeUntil(),
                report.lag(),
                report.invariants().stream()
                        .map(standing -> new Standing(
                                standing.invariant(),
                                texts.getMessage("audit.promise." + standing.invariant(), null, Locale.ENGLISH),
                                standing.holds(),
                                standing.checked(),
                                standing.inFlight(),
                                standing.oldest(),
                                standing.breaches(),
                                standing.settled(),
                                breaches(standing.first(), texts)))
                        .toList(),
                report.orders(),
                report.waiting(),
                report.shelves(),
                report.money(),
                report.readings(),
                breaches(report.settled(), texts));
    }

    private static List<Breach> breaches(List<AuditReport.Breach> breaches, MessageSource texts) {
        return breaches.stream()
                .map(breach -> new Breach(
                        breach.invariant(),
                        breach.offence(),
                        breach.kind(),
                        breach.subject(),
                        breach.label(),
                        texts.getMessage(
                                "audit.offence." + breach.offence(),
                                breach.details().toArray(),
                                Locale.ENGLISH),
                        breach.firstSeen(),
                        breach.settledAt()))
                .toList();
    }
}
