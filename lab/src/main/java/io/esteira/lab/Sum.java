package io.esteira.lab;

import java.math.BigDecimal;

/** So many invoices, with so many lines, for so much money; exact. */
record Sum(int invoices, int lines, BigDecimal money) {

    static final Sum NOTHING = new Sum(0, 0, BigDecimal.ZERO);

    Sum plus(Sum other) {
        return new Sum(invoices + other.invoices, lines + other.lines, money.add(other.money));
    }

    boolean equalsInAll(Sum other) {
        return invoices == other.invoices && lines == other.lines && money.compareTo(other.money) == 0;
    }
}
