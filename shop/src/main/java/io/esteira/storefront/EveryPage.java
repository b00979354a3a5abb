package io.esteira.storefront;

import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.kafka.KafkaUnavailable;
import io.esteira.platform.web.LanguageChoice;
import io.esteira.platform.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.util.UriComponentsBuilder;

/** What all pages of the shop have in common. */
@ConditionalOnRole("storefront")
@ControllerAdvice(basePackageClasses = EveryPage.class)
class EveryPage {

    private static final Logger log = LoggerFactory.getLogger(EveryPage.class);

    private final CartCookie cart;

    EveryPage(CartCookie cart) {
        this.cart = cart;
    }

    @ModelAttribute
    void frame(HttpServletRequest request, Locale locale, CsrfToken token, Model model) {
        // Its cookie must be set before the page is written: a long page is on its way before its first form is met.
        token.getToken();
        String language = LanguageChoice.tag(locale);
        model.addAttribute("cartCount", cart.read(request).count());
        model.addAttribute("languageLink", inOtherLanguage(request, language.equals("en") ? "pt-BR" : "en"));
    }

    private static String inOtherLanguage(HttpServletRequest request, String other) {
        UriComponentsBuilder link = UriComponentsBuilder.fromPath(request.getRequestURI());
        if (request.getQueryString() != null) {
            link.query(request.getQueryString());
        }
        return link.replaceQueryParam("lang", other).build(true).toUriString();
    }

    @ExceptionHandler
    void onProblem(Problem problem, HttpServletResponse response) throws IOException {
        var retryAfter = problem.retryAfter();
        if (retryAfter != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, retryAfter.toSeconds())));
        }
        response.sendError(problem.status().value());
    }

    @ExceptionHandler({
        KafkaUnavailable.class,
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        CannotCreateTransactionException.class
    })
    void onOutage(Exception outage, HttpServletResponse response) throws IOException {
        log.warn("Answering 503: {}", outage.toString());
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
}
