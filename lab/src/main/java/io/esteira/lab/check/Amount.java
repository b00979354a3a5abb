package io.esteira.lab.check;

import java.math.BigDecimal;

/** Money in millionths, exact: real price lists hold tenths of a penny, and a million amounts must fit the memory. */
record Amount(String currency, long micros) {

    private static final int DIGITS = 6;

    static Amount of(String currency, String decimal) {
        try {
            // The few currencies there are share one string each.
            return new Amount(
                    currency.intern(),
                    new BigDecimal(decimal).movePointRight(DIGITS).longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw new Unreadable("The amount " + decimal + " has more digits than are counted here", e);
        }
    }

    static String text(String currency, long micros) {
        BigDecimal amount = BigDecimal.valueOf(micros, DIGITS).stripTrailingZeros();
        return currency + " " + amount.setScale(Math.max(2, amount.scale())).toPlainString();
    }

    @Override
    public String toString() {
        return text(currency, micros);
    }
}
