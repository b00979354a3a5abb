package io.esteira.intake;

import io.esteira.contracts.Address;
import io.esteira.contracts.Customer;
import io.esteira.contracts.Money;
import io.esteira.contracts.PaymentInstrument;
import io.esteira.intake.OrderRequest.Buyer;
import io.esteira.intake.OrderRequest.Destination;
import io.esteira.intake.OrderRequest.Item;
import io.esteira.platform.validation.RequestCheck;
import io.esteira.platform.validation.WrittenMoney;
import io.esteira.platform.web.Problem;
import io.esteira.platform.web.Problem.Violation;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at all of a request that can be judged without the catalogue. */
final class OrderReading {

    private static final int PHONE_DIGITS_MIN = 8;
    private static final int PHONE_DIGITS_MAX = 15;

    private final RequestCheck check;

    OrderReading(RequestCheck check) {
        this.check = check;
    }

    /** @throws Problem 422 if the request is not sound */
    WantedOrder read(OrderRequest request) {
        refuseTooMany(request.items());
        if (!PlainlySound.is(request)) {
            check.check(request);
        }
        List<Violation> violations =
                new ArrayList<>(CountryRules.violations(request.customer(), request.shippingAddress()));
        String phone = phone(request.customer().phone());
        if (phone != null && !hasPhoneLength(phone)) {
            violations.add(new Violation("/customer/phone", "MALFORMED", OrderRequest.PHONE));
        }
        RequestCheck.refuse(violations);
        return new WantedOrder(
                customer(request.customer(), phone, request.shippingAddress().country()),
                address(request.shippingAddress()),
                request.items().stream().map(OrderReading::item).toList(),
                new PaymentInstrument(
                        request.payment().method(), request.payment().token()),
                money(request.expectedTotal()));
    }

    /** Goes first: the time that the check takes grows with the square of what is wrong in one list. */
    private static void refuseTooMany(@Nullable List<Item> items) {
        if (items != null && items.size() > OrderRequest.MAX_ITEMS) {
            RequestCheck.refuse(List.of(
                    new Violation("/items", "WRONG_SIZE", "must have 1 to " + OrderRequest.MAX_ITEMS + " entries")));
        }
    }

    private static Customer customer(Buyer buyer, @Nullable String phone, String country) {
        String taxId = CountryRules.filled(buyer.taxId());
        return new Customer(
                text(buyer.name()),
                buyer.email(),
                phone,
                taxId == null ? null : CountryRules.taxId(taxId, country),
                buyer.locale());
    }

    private static Address address(Destination written) {
        return new Address(
                text(written.line1()),
                optionalText(written.line2()),
                text(written.city()),
                optionalText(written.region()),
                CountryRules.postalCode(written.postalCode(), written.country()),
                written.country());
    }

    private static WantedOrder.Item item(Item written) {
        return new WantedOrder.Item(written.sku(), written.quantity(), money(written.unitPrice()));
    }

    private static @Nullable Money money(@Nullable WrittenMoney written) {
        return written == null ? null : written.toMoney();
    }

    private static @Nullable String phone(@Nullable String written) {
        String filled = CountryRules.filled(written);
        if (filled == null) {
            return null;
        }
        StringBuilder bare = new StringBuilder(filled.length());
        for (int i = 0; i < filled.length(); i++) {
            char each = filled.charAt(i);
            if ((each >= '0' && each <= '9') || (i == 0 && each == '+')) {
                bare.append(each);
            }
        }
        return bare.toString();
    }

    private static boolean hasPhoneLength(String phone) {
        int digits = phone.startsWith("+") ? phone.length() - 1 : phone.length();
        return digits >= PHONE_DIGITS_MIN && digits <= PHONE_DIGITS_MAX;
    }

    /** The same letters are the same text, whichever way the sender's system composes its accents. */
    private static String text(String written) {
        return Normalizer.normalize(written.strip(), Normalizer.Form.NFC);
    }

    private static @Nullable String optionalText(@Nullable String written) {
        String filled = CountryRules.filled(written);
        return filled == null ? null : text(filled);
    }
}
