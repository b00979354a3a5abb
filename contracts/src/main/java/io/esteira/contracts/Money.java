package io.esteira.contracts;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.util.Currency;

/**
 * An amount in a currency, exact. Amounts are kept to the last digit that they came with (real price lists hold tenths
 * of a penny) and never below the currency's own digits: {@code 59.8} BRL is {@code 59.80}. In JSON the amount is a
 * decimal string.
 */
public record Money(
        String currency,
        @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal amount) {

    /** @throws IllegalArgumentException if {@code currency} is not an ISO 4217 code */
    public Money {
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        if (amount.scale() != digits) {
            BigDecimal plain = amount.stripTrailingZeros();
            amount = plain.setScale(Math.max(digits, plain.scale()));
        }
    }

    public static Money of(String currency, String amount) {
        return new Money(currency, new BigDecimal(amount));
    }

    public static Money zero(String currency) {
        return new Money(currency, BigDecimal.ZERO);
    }

    /** @throws IllegalArgumentException if the currencies differ */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Cannot add " + other.currency + " to " + currency);
        }
        return new Money(currency, amount.add(other.amount));
    }

    public Money times(int factor) {
        return new Money(currency, amount.multiply(BigDecimal.valueOf(factor)));
    }

    @Override
    public String toString() {
        return currency + " " + amount.toPlainString();
    }
}
