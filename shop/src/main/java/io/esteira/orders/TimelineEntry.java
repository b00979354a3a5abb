package io.esteira.orders;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to an order, and the record that says so.
 *
 * @param sequence the event's own; 0 for the placing; for an invoice that of the event it follows
 * @param detail for staff, not for customers: which SKUs were short, the gateway's code, who cancelled and why
 */
public record TimelineEntry(
        int sequence, String type, Instant at, @Nullable String detail, String topic, int partition, long offset) {}
