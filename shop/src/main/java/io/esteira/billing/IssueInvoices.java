package io.esteira.billing;

import io.esteira.billing.Numbering.Numbered;
import io.esteira.contracts.BillingEvent.InvoiceIssued;
import io.esteira.contracts.Invoice;
import io.esteira.contracts.OrderEvent.OrderConfirmed;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.Topics;
import io.esteira.platform.kafka.Received;
import io.esteira.platform.kafka.TopicWriter;
import io.micrometer.core.instrument.Counter;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives each confirmed order its one invoice.
 *
 * <p>Numbers are given in a transaction that holds the series, so they have no gap however many processes give them and
 * whenever one dies. Those that died between committing and telling will tell when the batch comes again: an order that
 * has its invoice gets no other, and the same {@link InvoiceIssued} is written once more under the same id.
 */
final class IssueInvoices {

    private final Invoices invoices;
    private final TransactionTemplate transaction;
    private final TopicWriter writer;
    private final Numbering numbering;
    private final Counter issued;
    private final Clock clock;

    IssueInvoices(
            Invoices invoices,
            TransactionTemplate transaction,
            TopicWriter writer,
            Numbering numbering,
            Counter issued,
            Clock clock) {
        this.invoices = invoices;
        this.transaction = transaction;
        this.writer = writer;
        this.numbering = numbering;
        this.issued = issued;
        this.clock = clock;
    }

    void accept(List<Received<?>> batch) {
        Map<OrderId, OrderConfirmed> confirmed = new LinkedHashMap<>();
        for (Received<?> received : batch) {
            if (received.message() instanceof OrderConfirmed order) {
                confirmed.putIfAbsent(order.orderId(), order);
            }
        }
        if (!confirmed.isEmpty()) {
            tell(issue(confirmed));
        }
    }

    /** The invoices of all of {@code confirmed}, on file when this returns. */
    List<Invoice> issue(Map<OrderId, OrderConfirmed> confirmed) {
        Numbered numbered = Objects.requireNonNull(transaction.execute(status -> {
            long last = invoices.lockLastNumber(numbering.series());
            Map<OrderId, Invoice> existing = invoices.of(confirmed.keySet());
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Numbered result = numbering.after(last, existing, confirmed.values(), now);
            if (!result.fresh().isEmpty()) {
                invoices.add(result.fresh());
                invoices.setLastNumber(numbering.series(), result.last());
            }
            return result;
        }));
        issued.increment(numbered.fresh().size());
        return numbered.all();
    }

    private void tell(List<Invoice> all) {
        all.stream()
                .map(invoice -> writer.send(
                        Topics.BILLING_EVENTS,
                        invoice.orderId().toString(),
                        new InvoiceIssued(invoice.orderId(), invoice)))
                .toList()
                .forEach(writer::await);
    }
}
