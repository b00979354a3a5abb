package io.esteira.audit;

import io.esteira.contracts.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param at when it was drawn up
 * @param completeUntil everything that was written before this is in the books; null until they were complete once
 * @param orders how many orders stand where: a status, or {@code SPOOLED} (accepted while Kafka is away), {@code PLACED}
 *     (not taken up yet), {@code PARKED} (put aside
 *     for people) or {@code UNKNOWN} (seen, but not placed yet)
 * @param settled the last breaches that settled by themselves, the latest first
 */
public record AuditReport(
        Instant at,
        @Nullable Instant completeUntil,
        List<Standing> invariants,
        Map<String, Long> orders,
        List<Waiting> waiting,
        Shelves shelves,
        List<Balance> money,
        List<Reading> readings,
        List<Breach> settled) {

    /** Whether no invariant is broken, as far as the books go. */
    public boolean holds() {
        return invariants.stream().allMatch(Standing::holds);
    }

    /** Records that are written and not in the books. */
    public long lag() {
        return readings.stream().mapToLong(Reading::lag).sum();
    }

    /**
     * How one invariant stands.
     *
     * @param checked of what it is about: orders, copies, reservations, invoices, messages, payments, events
     * @param inFlight what is still owed, and not for too long
     * @param oldest since when the oldest of that is owed, where it is the next thing that its order waits for
     * @param settled breaches that are none any more
     * @param first the first of those that are
     */
    public record Standing(
            Invariant invariant,
            long checked,
            long inFlight,
            @Nullable Instant oldest,
            long breaches,
            long settled,
            List<Breach> first) {

        public boolean holds() {
            return breaches == 0;
        }
    }

    /**
     * @param offence ends the message code {@code audit.offence.<offence>}, whose arguments are {@code details}
     * @param subject an order's id, an SKU or an invoice's number, as {@code kind} says
     * @param label the subject as people call it
     */
    public record Breach(
            Invariant invariant,
            String offence,
            Kind kind,
            String subject,
            String label,
            List<String> details,
            Instant firstSeen,
            @Nullable Instant settledAt) {}

    /** What a breach is a breach of. */
    public enum Kind {
        ORDER,
        SKU,
        INVOICE
    }

    /**
     * What orders wait for.
     *
     * @param missing ends the message code {@code audit.waiting.<missing>}
     */
    public record Waiting(
            Invariant invariant,
            String missing,
            long orders,
            @Nullable Instant oldest) {}

    /**
     * @param moving those that changed so lately that they have not been compared
     * @param differing those whose level is not what orders and adjustments make it
     */
    public record Shelves(long all, long moving, long differing) {}

    /** Over all orders, in one currency. */
    public record Balance(Money captured, Money refunded, Money invoiced, Money difference) {}

    /**
     * How far one source has been read.
     *
     * @param source a topic or a table, by name
     * @param lag what is there and not in the books: records, or numbers of a table
     */
    public record Reading(String source, long lag, @Nullable Instant completeUntil) {}
}
