package io.esteira.intake;

import io.esteira.intake.OrderRequest.Buyer;
import io.esteira.intake.OrderRequest.Destination;
import io.esteira.platform.web.Problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an address and a tax id must look like depends on the country. */
final class CountryRules {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final String BRAZIL = "BR";
    private static final Pattern CEP = Pattern.compile("[0-9]{5}-?[0-9]{3}");
    private static final Pattern FOREIGN_TAX_ID = Pattern.compile("[A-Za-z0-9./ -]*");
    private static final String TAX_ID_PUNCTUATION = "./ -";

    static List<Violation> violations(Buyer customer, Destination address) {
        if (!COUNTRIES.contains(address.country())) {
            return List.of(new Violation(
                    "/shippingAddress/country", "UNKNOWN_COUNTRY", "must be a country of ISO 3166-1 alpha-2"));
        }
        List<Violation> violations = new ArrayList<>();
        if (address.country().equals(BRAZIL)) {
            brazilian(address, violations);
        }
        String taxId = filled(customer.taxId());
        if (taxId != null) {
            taxId(taxId, address.country(), violations);
        }
        return violations;
    }

    private static void brazilian(Destination address, List<Violation> violations) {
        if (filled(address.region()) == null) {
            violations.add(new Violation("/shippingAddress/region", "REQUIRED", "is required in Brazil"));
        }
        String cep = filled(address.postalCode());
        if (cep == null) {
            violations.add(new Violation("/shippingAddress/postalCode", "REQUIRED", "is required in Brazil"));
        } else if (!CEP.matcher(cep).matches()) {
            violations.add(new Violation(
                    "/shippingAddress/postalCode", "MALFORMED", "must be a CEP of eight digits, such as 01310-100"));
        }
    }

    private static void taxId(String taxId, String country, List<Violation> violations) {
        if (country.equals(BRAZIL)) {
            if (!BrazilianTaxId.isValid(taxId(taxId, country))) {
                violations.add(new Violation(
                        "/customer/taxId", "INVALID_TAX_ID", "must be a CPF or CNPJ with its right check digits"));
            }
        } else if (!FOREIGN_TAX_ID.matcher(taxId).matches()) {
            violations.add(new Violation(
                    "/customer/taxId", "INVALID_TAX_ID", "must be letters, digits, dots, hyphens, slashes and spaces"));
        }
    }

    /** The tax id as it is kept. */
    static String taxId(String taxId, String country) {
        return country.equals(BRAZIL) ? withoutPunctuation(taxId).toUpperCase(Locale.ROOT) : taxId;
    }

    private static String withoutPunctuation(String taxId) {
        StringBuilder bare = new StringBuilder(taxId.length());
        for (int i = 0; i < taxId.length(); i++) {
            if (TAX_ID_PUNCTUATION.indexOf(taxId.charAt(i)) < 0) {
                bare.append(taxId.charAt(i));
            }
        }
        return bare.toString();
    }

    /** The postal code as it is kept; empty where the country has none. */
    static String postalCode(@Nullable String written, String country) {
        String code = filled(written);
        if (code == null) {
            return "";
        }
        if (country.equals(BRAZIL)) {
            String digits = code.replace("-", "");
            return digits.substring(0, 5) + "-" + digits.substring(5);
        }
        return code;
    }

    /** {@code text} without blanks around it, or null if that leaves nothing. */
    static @Nullable String filled(@Nullable String text) {
        String stripped = text == null ? "" : text.strip();
        return stripped.isEmpty() ? null : stripped;
    }

    private CountryRules() {}
}
