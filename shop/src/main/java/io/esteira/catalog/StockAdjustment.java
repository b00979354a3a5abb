package io.esteira.catalog;

import io.esteira.platform.validation.PlainText;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** @param delta pieces that came, or went if negative */
record StockAdjustment(
        @NotNull(message = "is required") @Pattern(regexp = ProductForm.SKU, message = ProductForm.SKU_FORM)
        String sku,

        @Min(value = -MAX_PIECES, message = RANGE) @Max(value = MAX_PIECES, message = RANGE)
        int delta,

        @NotNull(message = "is required") @PlainText(max = 200)
        String reason) {

    private static final int MAX_PIECES = 1_000_000;
    private static final String RANGE = "must be -" + MAX_PIECES + " to " + MAX_PIECES + " and not 0";

    static final String DELTA_RANGE = RANGE;
}
