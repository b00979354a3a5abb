package io.esteira.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where each invoice of the file went; nothing in it may be missing or counted twice. */
final class Reconciliation {

    private static final String REPEATED = "  of these, accepted before";

    private final Sum file;
    private final Map<String, Sum> rows = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private Sum repeated = Sum.NOTHING;

    Reconciliation(RetailFile file, List<Outcome> outcomes) {
        this.file = file.total();
        rows.put("Orders accepted", Sum.NOTHING);
        outcomes.stream()
                .filter(Outcome.Refused.class::isInstance)
                .map(outcome -> row((Outcome.Refused) outcome))
                .distinct()
                .sorted(Comparator.naturalOrder())
                .forEach(name -> rows.put(name, Sum.NOTHING));
        outcomes.forEach(this::add);
        rows.put("Returns left aside", sumOf(file, RetailInvoice.Kind.RETURN));
        rows.put("Adjustments left aside", sumOf(file, RetailInvoice.Kind.ADJUSTMENT));
        if (!sum().equalsInAll(this.file)) {
            faults.add("The sum is not the file's");
        }
    }

    private void add(Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted accepted -> {
                add("Orders accepted", accepted.invoice());
                if (accepted.repeated()) {
                    repeated = repeated.plus(accepted.invoice().sum());
                }
                if (accepted.total().compareTo(accepted.invoice().sum().money()) != 0) {
                    faults.add("Invoice " + accepted.invoice().number() + " was accepted for " + accepted.total()
                            + " instead of " + accepted.invoice().sum().money());
                }
            }
            case Outcome.Refused refused -> add(row(refused), refused.invoice());
            case Outcome.Unanswered(RetailInvoice invoice, String why) -> {
                add("Not answered", invoice);
                faults.add("Invoice " + invoice.number() + " was not answered: " + why);
            }
        }
    }

    private void add(String row, RetailInvoice invoice) {
        rows.merge(row, invoice.sum(), Sum::plus);
    }

    private static String row(Outcome.Refused refused) {
        return "Rejected: " + refused.reason();
    }

    private static Sum sumOf(RetailFile file, RetailInvoice.Kind kind) {
        return file.invoices().stream()
                .filter(invoice -> invoice.kind() == kind)
                .map(RetailInvoice::sum)
                .reduce(Sum.NOTHING, Sum::plus);
    }

    Sum accepted() {
        return rows.getOrDefault("Orders accepted", Sum.NOTHING);
    }

    Sum repeated() {
        return repeated;
    }

    Map<String, Sum> rows() {
        return Map.copyOf(rows);
    }

    /** All rows together; the row of what was accepted before is part of another. */
    Sum sum() {
        return rows.values().stream().reduce(Sum.NOTHING, Sum::plus);
    }

    /** What does not add up; nothing, if all is well. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    Table table() {
        Table table = new Table("", "invoices", "lines", RetailOrder.CURRENCY);
        rows.forEach((name, sum) -> {
            table.row(name, sum);
            if (name.equals("Orders accepted") && repeated.invoices() > 0) {
                table.row(REPEATED, repeated);
            }
        });
        return table.rule().row("Sum", sum()).row("The file", file);
    }
}
