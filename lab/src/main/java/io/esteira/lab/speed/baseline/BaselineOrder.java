package io.esteira.lab.speed.baseline;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /api/orders}, with the constraints that anybody would write down for it. */
record BaselineOrder(
        @NotNull @Valid Buyer customer,
        @NotNull @Valid Destination shippingAddress,
        @NotEmpty @Size(max = 2_000) List<@Valid Item> items,
        @NotNull @Valid Payment payment) {

    record Buyer(
            @NotBlank @Size(max = 200) String name,

            @NotNull @Email @Size(max = 254) String email,

            @Pattern(regexp = "\\+?[0-9 ().-]{0,40}") @Nullable
            String phone,

            @Size(max = 32) @Nullable String taxId,

            @NotNull @Pattern(regexp = "pt-BR|en") String locale) {}

    record Destination(
            @NotBlank @Size(max = 200) String line1,

            @Size(max = 200) @Nullable String line2,

            @NotBlank @Size(max = 100) String city,

            @Size(max = 100) @Nullable String region,
            @Size(max = 16) @Nullable String postalCode,

            @NotNull @Pattern(regexp = "[A-Z]{2}") String country) {}

    record Item(
            @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
            String sku,

            @Min(1) @Max(9_999) int quantity) {}

    record Payment(
            @NotNull @Pattern(regexp = "card") String method,
            @NotBlank @Size(max = 200) String token) {}
}
