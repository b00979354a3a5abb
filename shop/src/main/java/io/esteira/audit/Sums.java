package io.esteira.audit;

import io.esteira.contracts.Money;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Amounts by currency. */
final class Sums {

    private final SortedMap<String, BigDecimal> byCurrency = new TreeMap<>();

    Sums plus(Collection<Money> amounts) {
        amounts.forEach(money -> byCurrency.merge(money.currency(), money.amount(), BigDecimal::add));
        return this;
    }

    Sums minus(Collection<Money> amounts) {
        amounts.forEach(
                money -> byCurrency.merge(money.currency(), money.amount().negate(), BigDecimal::add));
        return this;
    }

    boolean isZero() {
        return byCurrency.values().stream().allMatch(amount -> amount.signum() == 0);
    }

    Map<String, BigDecimal> byCurrency() {
        return byCurrency;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        byCurrency.forEach(
                (currency, amount) -> text.append(text.isEmpty() ? "" : ", ").append(new Money(currency, amount)));
        return text.isEmpty() ? "0" : text.toString();
    }
}
