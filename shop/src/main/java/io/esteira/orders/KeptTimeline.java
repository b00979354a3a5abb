package io.esteira.orders;

import io.esteira.contracts.BillingEvent.InvoiceIssued;
import io.esteira.contracts.Invoice;
import io.esteira.contracts.Json;
import io.esteira.contracts.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an order, as its row holds it: text by topic and sequence, so that a fact that is told again is no
 * second entry, and what two writers know is put together by putting their keys together. An invoice is no part of it;
 * its own row tells of it.
 */
final class KeptTimeline {

    private static final char BETWEEN_TOPIC_AND_SEQUENCE = '/';
    private static final String BETWEEN_FIELDS = " ";
    private static final int FIELDS_WITH_DETAIL = 5;

    private final SortedMap<String, String> entries = new TreeMap<>();

    /** Where a fact is told twice, the first counts. */
    void add(Happening happening) {
        entries.putIfAbsent(happening.topic() + BETWEEN_TOPIC_AND_SEQUENCE + happening.sequence(), text(happening));
    }

    String json() {
        return Columns.json(SortedMap.class, entries);
    }

    private static String text(Happening happening) {
        String text = String.join(
                BETWEEN_FIELDS,
                happening.type(),
                happening.at().toString(),
                Integer.toString(happening.partition()),
                Long.toString(happening.offset()));
        return happening.detail() == null ? text : text + BETWEEN_FIELDS + happening.detail();
    }

    /** The entries of a timeline that {@link #json()} wrote, in no order of theirs. */
    static List<TimelineEntry> entries(String json) {
        List<TimelineEntry> entries = new ArrayList<>();
        Json.mapper().readTree(json).forEachEntry((key, text) -> entries.add(entry(key, text.stringValue())));
        return entries;
    }

    /** The entry of an invoice, told by the record at {@code offset}. */
    static TimelineEntry entry(Invoice invoice, int partition, long offset) {
        return new TimelineEntry(
                0,
                InvoiceIssued.class.getSimpleName(),
                invoice.issuedAt(),
                invoice.label(),
                Topics.BILLING_EVENTS.name(),
                partition,
                offset);
    }

    private static TimelineEntry entry(String key, String text) {
        int end = key.lastIndexOf(BETWEEN_TOPIC_AND_SEQUENCE);
        String[] fields = text.split(BETWEEN_FIELDS, FIELDS_WITH_DETAIL);
        @Nullable String detail = fields.length < FIELDS_WITH_DETAIL ? null : fields[FIELDS_WITH_DETAIL - 1];
        return new TimelineEntry(
                Integer.parseInt(key.substring(end + 1)),
                fields[0],
                Instant.parse(fields[1]),
                detail,
                key.substring(0, end),
                Integer.parseInt(fields[2]),
                Long.parseLong(fields[3]));
    }
}
