package io.esteira.staff;

import io.esteira.notifications.MailDesk;
import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.deadletters.DeadLetterDesk;
import io.esteira.platform.kafka.KafkaUnavailable;
import io.esteira.platform.web.LanguageChoice;
import io.esteira.platform.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
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

/** What all pages of the console have in common. */
@ControllerAdvice(basePackageClasses = EveryStaffPage.class)
@ConditionalOnRole("staff")
class EveryStaffPage {

    private static final Logger log = LoggerFactory.getLogger(EveryStaffPage.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final DeadLetterDesk deadLetters;
    private final MailDesk mails;

    EveryStaffPage(DeadLetterDesk deadLetters, MailDesk mails) {
        this.deadLetters = deadLetters;
        this.mails = mails;
    }

    @ModelAttribute
    void frame(HttpServletRequest request, Locale locale, CsrfToken token, @Nullable Principal principal, Model model) {
        // Its cookie must be set before the page is written: a long page is on its way before its first form is met.
        token.getToken();
        model.addAttribute("username", principal == null ? null : principal.getName());
        model.addAttribute("openLetters", principal == null ? 0 : countOrZero(deadLetters::open));
        model.addAttribute("givenUpMails", principal == null ? 0 : countOrZero(mails::givenUp));
        model.addAttribute("section", section(request.getRequestURI()));
        model.addAttribute("language", LanguageChoice.tag(locale));
        model.addAttribute("languageLink", inOtherLanguage(request, locale));
    }

    private static String section(String path) {
        if (path.startsWith("/staff/dead-letters")) {
            return "letters";
        }
        if (path.startsWith("/staff/mails")) {
            return "mails";
        }
        if (path.startsWith("/staff/audit")) {
            return "audit";
        }
        return path.startsWith("/staff/stock") ? "stock" : "orders";
    }

    /** Pages that need no database are shown without it. */
    private static long countOrZero(LongSupplier count) {
        try {
            return count.getAsLong();
        } catch (DataAccessException e) {
            return 0;
        }
    }

    private static String inOtherLanguage(HttpServletRequest request, Locale locale) {
        UriComponentsBuilder link = UriComponentsBuilder.fromPath(request.getRequestURI());
        if (request.getQueryString() != null) {
            link.query(request.getQueryString());
        }
        return link.replaceQueryParam("lang", LanguageChoice.tag(locale).equals("en") ? "pt-BR" : "en")
                .build(true)
                .toUriString();
    }

    @ExceptionHandler
    void onProblem(Problem problem, HttpServletResponse response) throws IOException {
        Duration retryAfter = problem.retryAfter();
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
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_AFTER.toSeconds()));
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
}
