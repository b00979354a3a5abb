package io.esteira.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.esteira.contracts.Money;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One order's invoices, amounts by number: as {@code billing.events} tells them, and as {@code billing.invoices} files
 * them.
 *
 * @param last when one was seen last
 */
record Papers(
        @JsonProperty("e") Map<String, Money> told,
        @JsonProperty("f") Map<String, Money> filed,
        @JsonProperty("t") @Nullable Instant last) {

    static final Papers NONE = new Papers(Map.of(), Map.of(), null);

    Papers tell(String label, Money total, Instant at) {
        return told.containsKey(label) ? this : new Papers(with(told, label, total), filed, at);
    }

    Papers file(String label, Money total, Instant at) {
        return filed.containsKey(label) ? this : new Papers(told, with(filed, label, total), at);
    }

    SortedSet<String> numbers() {
        SortedSet<String> numbers = new TreeSet<>(told.keySet());
        numbers.addAll(filed.keySet());
        return numbers;
    }

    /** Of all invoices, as they were told; else as they are filed. */
    Collection<Money> amounts() {
        if (told.keySet().containsAll(filed.keySet())) {
            return told.values();
        }
        Map<String, Money> amounts = new TreeMap<>(filed);
        amounts.putAll(told);
        return amounts.values();
    }

    void check(Consumer<Finding> found) {
        told.forEach((number, total) -> {
            Money onFile = filed.getOrDefault(number, total);
            if (!onFile.equals(total)) {
                found.accept(Finding.of(Offence.INVOICE_DIFFERS, number, number, total, onFile));
            }
        });
        if (told.size() + filed.size() > 1) {
            SortedSet<String> numbers = numbers();
            numbers.stream()
                    .skip(1)
                    .forEach(second ->
                            found.accept(Finding.of(Offence.SECOND_INVOICE, second, numbers.first(), second)));
        }
    }

    void waits(History history, Bounds bounds, List<Wait> waits) {
        Stage stage = history.stage();
        Instant since = history.since();
        boolean paid = stage != null && stage.isPaid();
        if (last == null) {
            if (paid && since != null) {
                waits.add(Wait.of(Finding.of(Offence.NO_INVOICE), since, bounds.step()));
            }
            return;
        }
        if (!paid) {
            waits.add(Wait.of(
                    Finding.of(Offence.UNEARNED_INVOICE, "", String.join(", ", numbers())), last, bounds.step()));
        }
        for (String number : numbers()) {
            if (!told.containsKey(number)) {
                waits.add(Wait.of(Finding.of(Offence.INVOICE_NOT_TOLD, number, number), last, bounds.step()));
            } else if (!filed.containsKey(number)) {
                waits.add(Wait.of(Finding.of(Offence.INVOICE_NOT_FILED, number, number), last, bounds.step()));
            }
        }
    }

    private static SortedMap<String, Money> with(Map<String, Money> some, String label, Money total) {
        SortedMap<String, Money> more = new TreeMap<>(some);
        more.put(label, total);
        return more;
    }
}
