package io.esteira.storefront;

import io.esteira.platform.web.WebSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/** Where the cart is kept: with the visitor, so that nothing has to be stored for those who only look. */
final class CartCookie {

    private static final String NAME = "cart";
    private static final Duration KEPT = Duration.ofDays(30);

    private final boolean secure;

    CartCookie(WebSettings settings) {
        this.secure = settings.secureCookies();
    }

    Cart read(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, NAME);
        return Cart.parse(cookie == null ? null : cookie.getValue());
    }

    void write(HttpServletResponse response, Cart cart) {
        String cookie = ResponseCookie.from(NAME, cart.toText())
                .path("/")
                .maxAge(cart.pieces().isEmpty() ? Duration.ZERO : KEPT)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax")
                .build()
                .toString();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie);
    }
}
