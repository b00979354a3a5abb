package io.esteira.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

    private final RetailFile file = Sample.file();

    @Test
    void accountsForEveryLineOfTheFile() {
        var reconciliation = new Reconciliation(
                file,
                List.of(
                        accepted("700001", false),
                        accepted("700002", true),
                        accepted("700006", false),
                        new Outcome.Refused(Sample.invoice("700007"), "OUT_OF_RANGE (422)"),
                        new Outcome.Refused(Sample.invoice("700008"), "UNKNOWN_COUNTRY (422)"),
                        accepted("700009", false)));
        assertThat(reconciliation.faults()).isEmpty();
        assertThat(print(reconciliation.table())).isEqualToNormalizingNewlines("""
                                                 invoices  lines         GBP
                Orders accepted                         4      8      89.332
                  of these, accepted before             1      2       21.75
                Rejected: OUT_OF_RANGE (422)            1      1   12,480.00
                Rejected: UNKNOWN_COUNTRY (422)         1      1        3.39
                Returns left aside                      1      2      -2.555
                Adjustments left aside                  2      2     -120.75
                ------------------------------------------------------------
                Sum                                     9     14  12,449.417
                The file                                9     14  12,449.417
                """);
    }

    @Test
    void findsAnInvoiceThatWasLost() {
        assertThat(new Reconciliation(file, List.of(accepted("700001", false))).faults())
                .containsExactly("The sum is not the file's");
    }

    @Test
    void findsAnInvoiceThatWasCountedTwice() {
        List<Outcome> outcomes = all();
        outcomes.add(accepted("700001", false));
        assertThat(new Reconciliation(file, outcomes).faults()).containsExactly("The sum is not the file's");
    }

    @Test
    void findsATotalThatIsNotTheInvoices() {
        List<Outcome> outcomes = all();
        outcomes.set(0, new Outcome.Accepted(Sample.invoice("700001"), "id", new BigDecimal("24.18"), false));
        assertThat(new Reconciliation(file, outcomes).faults())
                .containsExactly("Invoice 700001 was accepted for 24.18 instead of 24.182");
    }

    @Test
    void findsAnOrderThatWasNotAnswered() {
        List<Outcome> outcomes = all();
        outcomes.set(0, new Outcome.Unanswered(Sample.invoice("700001"), "gone"));
        assertThat(new Reconciliation(file, outcomes).faults())
                .containsExactly("Invoice 700001 was not answered: gone");
    }

    private List<Outcome> all() {
        return new ArrayList<>(file.invoices().stream()
                .filter(invoice -> invoice.kind() == RetailInvoice.Kind.SALE)
                .<Outcome>map(invoice -> accepted(invoice.number(), false))
                .toList());
    }

    private static Outcome accepted(String number, boolean repeated) {
        RetailInvoice invoice = Sample.invoice(number);
        return new Outcome.Accepted(invoice, "id-" + number, invoice.sum().money(), repeated);
    }

    private static String print(Table table) {
        StringWriter text = new StringWriter();
        try (PrintWriter out = new PrintWriter(text)) {
            table.print(out);
        }
        return text.toString();
    }
}
