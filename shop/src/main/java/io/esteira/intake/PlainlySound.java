package io.esteira.intake;

import io.esteira.intake.OrderRequest.Buyer;
import io.esteira.intake.OrderRequest.Destination;
import io.esteira.intake.OrderRequest.Item;
import io.esteira.intake.OrderRequest.Payment;
import org.jspecify.annotations.Nullable;

/**
 * Sees at a glance that a request keeps the constraints of {@link OrderRequest}, as nearly all do. It says so only where
 * there is no doubt; of all others, sound or not, the validator says what is wrong with them, if anything is.
 */
final class PlainlySound {

    private static final int EMAIL_MAX = 254;
    private static final int LABEL_MAX = 63;
    private static final char NO_BREAK_SPACE = '\u00A0';
    private static final char SOFT_HYPHEN = '\u00AD';
    /** Up to here, from the no-break space on, stand Latin letters and signs that anybody can read. */
    private static final char LATIN_END = '\u024F';

    static boolean is(OrderRequest request) {
        return isSound(request.customer())
                && isSound(request.shippingAddress())
                && areSound(request)
                && isSound(request.payment())
                && request.expectedTotal() == null;
    }

    private static boolean isSound(@Nullable Buyer buyer) {
        return buyer != null
                && isText(buyer.name(), 200)
                && isEmail(buyer.email())
                && isPhone(buyer.phone())
                && isTextOrNothing(buyer.taxId(), 32)
                && ("pt-BR".equals(buyer.locale()) || "en".equals(buyer.locale()));
    }

    private static boolean isSound(@Nullable Destination address) {
        return address != null
                && isText(address.line1(), 200)
                && isTextOrNothing(address.line2(), 200)
                && isText(address.city(), 100)
                && isTextOrNothing(address.region(), 100)
                && isTextOrNothing(address.postalCode(), 16)
                && isCountry(address.country());
    }

    private static boolean areSound(OrderRequest request) {
        if (request.items() == null
                || request.items().isEmpty()
                || request.items().size() > OrderRequest.MAX_ITEMS) {
            return false;
        }
        for (Item item : request.items()) {
            if (item == null
                    || !isName(item.sku(), 64, "._-")
                    || item.quantity() < 1
                    || item.quantity() > OrderRequest.MAX_QUANTITY
                    || item.unitPrice() != null) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSound(@Nullable Payment payment) {
        return payment != null && "card".equals(payment.method()) && isName(payment.token(), 200, "._~:-");
    }

    private static boolean isText(@Nullable String text, int max) {
        return text != null && isTextOrNothing(text, max) && !text.isBlank();
    }

    private static boolean isTextOrNothing(@Nullable String text, int max) {
        if (text == null) {
            return true;
        }
        if (text.length() > max) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isReadable(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isReadable(char each) {
        return each <= '~' ? each >= ' ' : each > NO_BREAK_SPACE && each <= LATIN_END && each != SOFT_HYPHEN;
    }

    /** A letter or digit, then letters, digits and some of {@code signs}. */
    private static boolean isName(@Nullable String name, int max, String signs) {
        if (name == null || name.isEmpty() || name.length() > max || !isLetterOrDigit(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            if (!isLetterOrDigit(name.charAt(i)) && signs.indexOf(name.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Names without the rarer signs that the pattern allows, at domains of at least two labels. */
    private static boolean isEmail(@Nullable String email) {
        int at = email == null ? -1 : email.indexOf('@');
        return email != null
                && at > 0
                && email.length() <= EMAIL_MAX
                && areLabels(email, 0, at, "_+-", EMAIL_MAX)
                && areLabels(email, at + 1, email.length(), "-", LABEL_MAX)
                && email.indexOf('.', at) > 0
                && isLetter(email.charAt(email.lastIndexOf('.') + 1));
    }

    /** Letters, digits and, between them, some of {@code signs}; divided by single dots. */
    private static boolean areLabels(String text, int from, int to, String signs, int max) {
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || text.charAt(i) == '.') {
                if (i == start
                        || i - start > max
                        || !isLetterOrDigit(text.charAt(start))
                        || !isLetterOrDigit(text.charAt(i - 1))) {
                    return false;
                }
                start = i + 1;
            } else if (!isLetterOrDigit(text.charAt(i)) && signs.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPhone(@Nullable String phone) {
        if (phone == null) {
            return true;
        }
        int from = phone.startsWith("+") ? 1 : 0;
        if (phone.length() - from > 40) {
            return false;
        }
        for (int i = from; i < phone.length(); i++) {
            if (!isDigit(phone.charAt(i)) && " ().-".indexOf(phone.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCountry(@Nullable String country) {
        return country != null && country.length() == 2 && isCapital(country.charAt(0)) && isCapital(country.charAt(1));
    }

    private static boolean isLetterOrDigit(char each) {
        return isLetter(each) || isDigit(each);
    }

    private static boolean isLetter(char each) {
        return (each >= 'a' && each <= 'z') || isCapital(each);
    }

    private static boolean isCapital(char each) {
        return each >= 'A' && each <= 'Z';
    }

    private static boolean isDigit(char each) {
        return each >= '0' && each <= '9';
    }

    private PlainlySound() {}
}
