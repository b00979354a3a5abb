package io.esteira.lab.check;

import static io.esteira.lab.check.Invariant.I4;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The papers: those on file, those on the topic, and those that customers can look at. */
final class Invoices {

    private final Orders orders;
    private final Findings findings;
    private final Map<String, Long> lastOf = new HashMap<>();

    Invoices(Orders orders, Findings findings) {
        this.orders = orders;
        this.findings = findings;
    }

    void read(Reading reading) {
        reading.table(Table.INVOICES, I4, this::filed);
        findings.figure(
                "invoices", lastOf.values().stream().mapToLong(Long::longValue).sum());
        reading.table(Table.SERIES, I4, this::series);
        lastOf.forEach((series, last) -> findings.breach(I4, null, "Series " + series + " is not in billing.series"));
        findings.figure("billing.events, repetitions", 0);
        reading.topic("billing.events", I4, this::told);
        reading.table(Table.SHOWN_INVOICES, I4, this::shown);
    }

    private void filed(Row row) {
        findings.checked(I4);
        String series = row.text("series");
        long number = row.number("number");
        UUID id = row.id("order_id");
        long last = lastOf.getOrDefault(series, 0L);
        if (number != last + 1) {
            findings.breach(I4, id.toString(), "has invoice " + series + "-" + number + ", which follows " + last);
        }
        lastOf.put(series, number);
        int order = orders.placed(id);
        if (order == Index.NONE) {
            findings.breach(I4, id.toString(), "has an invoice and was never placed");
            return;
        }
        if (orders.marks.has(order, Orders.INVOICED)) {
            findings.breach(I4, id.toString(), "has a second invoice, " + series + "-" + number);
        }
        Amount total = row.amount("currency", "total");
        if (!total.equals(orders.total(order))) {
            findings.breach(I4, id.toString(), "is invoiced for " + total + " instead of " + orders.total(order));
        }
        orders.marks.mark(order, Orders.INVOICED);
        orders.invoice.set(order, label(series, number));
        orders.invoiced.add(order, total.micros());
    }

    private static long label(String series, long number) {
        return Hash.of(series + "-" + number);
    }

    private void series(Row row) {
        findings.checked(I4);
        String series = row.text("series");
        Long last = lastOf.remove(series);
        if (row.number("last_number") != (last == null ? 0 : last)) {
            findings.breach(
                    I4,
                    null,
                    "Series " + series + " counts " + row.number("last_number") + ", its last invoice is " + last);
        }
    }

    private void told(Entry entry, Document event) {
        if (!event.text("type").equals("InvoiceIssued")) {
            throw new Unreadable("no kind of paper is known as " + event.text("type"));
        }
        Document invoice = event.at("invoice");
        UUID id = event.id("orderId");
        int order = orders.placed(id);
        if (order == Index.NONE || !orders.marks.has(order, Orders.INVOICED)) {
            findings.breach(I4, id.toString(), entry.where() + " tells of an invoice that is not on file");
            return;
        }
        boolean same = orders.invoice.get(order) == label(invoice.text("series"), invoice.number("number"))
                && invoice.amount("total").equals(orders.total(order))
                && invoice.id("orderId").equals(id);
        if (!same) {
            findings.breach(I4, id.toString(), entry.where() + " tells of another invoice than is on file");
        }
        if (orders.marks.has(order, Orders.INVOICE_TOLD)) {
            findings.count("billing.events, repetitions");
        }
        orders.marks.mark(order, Orders.INVOICE_TOLD);
    }

    private void shown(Row row) {
        UUID id = row.id("order_id");
        int order = orders.placed(id);
        if (order == Index.NONE || !orders.marks.has(order, Orders.INVOICED)) {
            findings.breach(I4, id.toString(), "shows an invoice that is not on file");
            return;
        }
        orders.marks.mark(order, Orders.INVOICE_SHOWN);
    }

    void judge() {
        for (int row = 0; row < orders.size(); row++) {
            boolean invoiced = orders.marks.has(row, Orders.INVOICED);
            if (orders.standing(row).isPaid()) {
                findings.checked(I4);
                if (!invoiced) {
                    breach(row, "is " + orders.standing(row) + " and has no invoice");
                } else if (!orders.marks.has(row, Orders.INVOICE_TOLD)) {
                    breach(row, "has an invoice that billing.events do not tell of");
                } else if (!orders.marks.has(row, Orders.INVOICE_SHOWN)) {
                    breach(row, "has an invoice that the read model does not show");
                }
            } else if (invoiced) {
                breach(row, "is " + orders.standing(row) + " and has an invoice");
            }
        }
    }

    private void breach(int row, String text) {
        findings.breach(I4, orders.id(row), text);
    }
}
