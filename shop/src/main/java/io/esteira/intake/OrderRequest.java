package io.esteira.intake;

import io.esteira.platform.validation.PlainText;
import io.esteira.platform.validation.WrittenMoney;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as somebody asks for it, not yet looked at: {@link PlaceOrder} does that.
 *
 * @param expectedTotal what the customer was shown, where the client wants to be sure
 */
public record OrderRequest(
        @NotNull(message = REQUIRED) @Valid Buyer customer,
        @NotNull(message = REQUIRED) @Valid Destination shippingAddress,

        @NotNull(message = REQUIRED)
        @Size(min = 1, max = MAX_ITEMS, message = "must have 1 to " + MAX_ITEMS + " entries")
        List<@NotNull(message = REQUIRED) @Valid Item> items,

        @NotNull(message = REQUIRED) @Valid Payment payment,
        @Valid @Nullable WrittenMoney expectedTotal) {

    public static final int MAX_ITEMS = 2_000;
    public static final int MAX_QUANTITY = 9_999;

    private static final String REQUIRED = "is required";
    static final String PHONE = "must be a telephone number of 8 to 15 digits, such as +5511999990000";

    /**
     * @param taxId CPF or CNPJ with or without punctuation, for an address in Brazil; else what the country calls so
     * @param locale {@code pt-BR} or {@code en}
     */
    public record Buyer(
            @NotNull(message = REQUIRED) @PlainText(max = 200)
            String name,

            @NotNull(message = REQUIRED)
            @Pattern(regexp = EMAIL, message = "must be an e-mail address of at most 254 characters")
            String email,

            @Pattern(regexp = "\\+?[0-9 ().-]{0,40}", message = PHONE) @Nullable
            String phone,

            @PlainText(max = 32, blank = true) @Nullable String taxId,

            @NotNull(message = REQUIRED) @Pattern(regexp = "pt-BR|en", message = "must be pt-BR or en")
            String locale) {

        /** What mail servers out there really take: ASCII, a name of dots and a domain with at least one dot. */
        private static final String EMAIL =
                "(?=.{0,254}$)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                        + "@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    }

    /**
     * @param region required in Brazil
     * @param postalCode required in Brazil (CEP); there are countries without
     * @param country ISO 3166-1 alpha-2
     */
    public record Destination(
            @NotNull(message = REQUIRED) @PlainText(max = 200)
            String line1,

            @PlainText(max = 200, blank = true) @Nullable String line2,

            @NotNull(message = REQUIRED) @PlainText(max = 100)
            String city,

            @PlainText(max = 100, blank = true) @Nullable String region,
            @PlainText(max = 16, blank = true) @Nullable String postalCode,

            @NotNull(message = REQUIRED)
            @Pattern(regexp = "[A-Z]{2}", message = "must be a country code of two capital letters")
            String country) {}

    /** @param unitPrice only from clients that may set prices; else the catalogue's price holds */
    public record Item(
            @NotNull(message = REQUIRED)
            @Pattern(
                    regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}",
                    message = "must be 1 to 64 letters, digits, dots, hyphens and underscores")
            String sku,

            @Min(value = 1, message = QUANTITY) @Max(value = MAX_QUANTITY, message = QUANTITY)
            int quantity,

            @Valid @Nullable WrittenMoney unitPrice) {

        private static final String QUANTITY = "must be 1 to " + MAX_QUANTITY;

        public Item(String sku, int quantity) {
            this(sku, quantity, null);
        }
    }

    /** @param token the gateway's token for the card, never its number */
    public record Payment(
            @NotNull(message = REQUIRED) @Pattern(regexp = "card", message = "must be card")
            String method,

            @NotNull(message = REQUIRED)
            @Pattern(
                    regexp = "[A-Za-z0-9][A-Za-z0-9._~:-]{0,199}",
                    message = "must be 1 to 200 letters, digits and . _ ~ : -")
            String token) {

        @Override
        public String toString() {
            return method;
        }
    }
}
