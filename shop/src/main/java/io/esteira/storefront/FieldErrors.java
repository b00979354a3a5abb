package io.esteira.storefront;

import io.esteira.platform.web.Problem;
import io.esteira.platform.web.Problem.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a form, for its fields and for the form as a whole.
 *
 * @param codes by the field's name: keys of the messages {@code checkout.error.<code>}
 * @param general what belongs to no field
 */
record FieldErrors(Map<String, String> codes, List<String> general) {

    static final FieldErrors NONE = new FieldErrors(Map.of(), List.of());

    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("/customer/name", "name"),
            Map.entry("/customer/email", "email"),
            Map.entry("/customer/phone", "phone"),
            Map.entry("/customer/taxId", "taxId"),
            Map.entry("/shippingAddress/line1", "line1"),
            Map.entry("/shippingAddress/line2", "line2"),
            Map.entry("/shippingAddress/city", "city"),
            Map.entry("/shippingAddress/region", "region"),
            Map.entry("/shippingAddress/postalCode", "postalCode"),
            Map.entry("/shippingAddress/country", "country"),
            Map.entry("/payment/token", "card"));

    static FieldErrors general(String code) {
        return new FieldErrors(Map.of(), List.of(code));
    }

    static FieldErrors of(Problem problem, CheckoutForm form) {
        Map<String, String> codes = new LinkedHashMap<>();
        List<String> general = new ArrayList<>();
        for (Violation violation : problem.violations()) {
            String field = FIELDS.get(violation.pointer());
            if (field != null) {
                codes.putIfAbsent(field, code(violation, field, form));
            } else if (violation.pointer().startsWith("/items")) {
                general.add("items");
            } else {
                general.add("form");
            }
        }
        if (codes.isEmpty() && general.isEmpty()) {
            general.add("form");
        }
        return new FieldErrors(codes, general.stream().distinct().toList());
    }

    /** An e-mail address that was left out is not a malformed one, to the person who left it out. */
    private static String code(Violation violation, String field, CheckoutForm form) {
        return switch (violation.code()) {
            case "REQUIRED" -> "required";
            case "TOO_LONG", "WRONG_SIZE" -> "long";
            case "BAD_CHARACTERS" -> "characters";
            default -> isEmpty(field, form) ? "required" : field;
        };
    }

    /** What is wrong with the field; null if nothing is. */
    public @Nullable String code(String field) {
        return codes.get(field);
    }

    private static boolean isEmpty(String field, CheckoutForm form) {
        @Nullable
        String text = switch (field) {
            case "email" -> form.email();
            case "country" -> form.country();
            case "card" -> form.card();
            default -> "filled";
        };
        return text == null || text.isBlank();
    }
}
