package io.esteira.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.esteira.contracts.Product;
import io.esteira.platform.validation.PlainText;
import io.esteira.platform.validation.WrittenMoney;
import io.esteira.platform.web.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A product as it comes and goes over HTTP: what was read can be put back.
 *
 * @param name in one language at least
 * @param active true if not said
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProductForm(
        @NotNull(message = REQUIRED) @Pattern(regexp = SKU, message = SKU_FORM)
        String sku,

        @NotNull(message = REQUIRED) @Size(min = 1, message = "is required in one language at least")
        Map<
                        @Pattern(regexp = LANGUAGE, message = LANGUAGE_FORM) String,
                        @NotNull(message = REQUIRED) @PlainText(max = 200) String>
                name,

        @NotNull(message = REQUIRED) @Valid WrittenMoney price,

        @Nullable
        Map<
                        @Pattern(regexp = LANGUAGE, message = LANGUAGE_FORM) String,
                        @NotNull(message = REQUIRED) @PlainText(max = 2_000, blank = true) String>
                description,

        @Pattern(regexp = IMAGE, message = "must be a path or an https address of at most 500 characters") @Nullable
        String image,

        @PlainText(max = 100) @Nullable String category,
        @Nullable Boolean active) {

    static final String SKU = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
    static final String SKU_FORM = "must be 1 to 64 letters, digits, dots, hyphens and underscores";

    static final String REQUIRED = "is required";
    private static final int MOST_LANGUAGES = 16;
    static final String LANGUAGE = "pt-BR|en";
    static final String LANGUAGE_FORM = "must be for pt-BR or en";
    static final String IMAGE = "(?=.{1,500}$)(https:/)?(/[A-Za-z0-9._~%-]+)+";

    ProductForm {
        refuseTooMany("/name", name);
        refuseTooMany("/description", description);
    }

    /** While it is read: the time that the check takes grows with the square of what is wrong in one map. */
    private static void refuseTooMany(String pointer, @Nullable Map<String, String> texts) {
        if (texts != null && texts.size() > MOST_LANGUAGES) {
            throw Problem.unprocessable(pointer, "WRONG_SIZE", pointer + " has more languages than there are here.");
        }
    }

    Product toProduct(Instant at) {
        return new Product(
                sku,
                name,
                description == null ? Map.of() : description,
                price.toMoney(),
                image,
                category,
                active == null || active,
                at);
    }

    static ProductForm of(Product product) {
        return new ProductForm(
                product.sku(),
                product.name(),
                WrittenMoney.of(product.price()),
                product.description().isEmpty() ? null : product.description(),
                product.image(),
                product.category(),
                product.active());
    }
}
