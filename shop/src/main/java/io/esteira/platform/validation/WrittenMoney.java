package io.esteira.platform.validation;

import io.esteira.contracts.Money;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.constraints.NotNull;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Money as a request wrote it; {@link #toMoney()} only after it was found valid. */
@WrittenMoney.Sound
public record WrittenMoney(
        @NotNull(message = "is required") String currency,
        @NotNull(message = "is required") String amount) {

    public static WrittenMoney of(Money money) {
        return new WrittenMoney(money.currency(), money.amount().toPlainString());
    }

    public Money toMoney() {
        return Money.of(currency, amount);
    }

    /** A currency of the world and an amount in it, neither negative nor beyond reason, to a hundredth of a cent. */
    @Constraint(validatedBy = Check.class)
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Sound {

        String message() default "";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    public static final class Check implements ConstraintValidator<Sound, WrittenMoney> {

        private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");
        private static final BigDecimal MAX = new BigDecimal("999999999999");
        private static final int MAX_DECIMALS = 4;
        private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getDefaultFractionDigits() >= 0) // not gold, nor tests
                .map(Currency::getCurrencyCode)
                .collect(Collectors.toUnmodifiableSet());

        @Override
        public boolean isValid(@Nullable WrittenMoney money, ConstraintValidatorContext context) {
            if (money == null || money.currency == null || money.amount == null) {
                return true; // told by whoever requires them
            }
            if (!CURRENCIES.contains(money.currency)) {
                return Codes.refuse(context, "currency", "UNKNOWN_CURRENCY", "must be a currency of ISO 4217");
            }
            if (!DECIMAL.matcher(money.amount).matches()) {
                return Codes.refuse(
                        context, "amount", "MALFORMED_AMOUNT", "must be a decimal number as text, such as 59.80");
            }
            BigDecimal amount = new BigDecimal(money.amount);
            if (amount.signum() < 0) {
                return Codes.refuse(context, "amount", "NEGATIVE_AMOUNT", "must not be negative");
            }
            if (amount.compareTo(MAX) > 0) {
                return Codes.refuse(context, "amount", "AMOUNT_TOO_LARGE", "must not be more than " + MAX);
            }
            if (amount.stripTrailingZeros().scale() > MAX_DECIMALS) {
                return Codes.refuse(
                        context,
                        "amount",
                        "TOO_MANY_DECIMALS",
                        "must not have more than " + MAX_DECIMALS + " decimal places");
            }
            return true;
        }
    }
}
