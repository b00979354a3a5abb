package io.esteira.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The mailbox for people and for scripts. */
final class MailboxPages {

    private static final int LISTED_MAX = 200;
    /** A mail's own HTML may style itself and nothing else: no script, no request to anywhere. */
    private static final String MAIL_POLICY =
            "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'";

    private final LocalMailbox mailbox;

    MailboxPages(LocalMailbox mailbox) {
        this.mailbox = mailbox;
    }

    /** Every message, oldest first; {@code ?to=} narrows it to one recipient. */
    ServerResponse json(ServerRequest request) {
        Optional<String> to = request.param("to");
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(mailbox.mails().stream()
                        .filter(mail -> to.isEmpty() || mail.to().equalsIgnoreCase(to.get()))
                        .map(mail -> new Line(mail.to(), mail.subject(), mail.text(), mail.attachments()))
                        .toList());
    }

    ServerResponse list(ServerRequest request) {
        String sought = request.param("q").orElse("").strip();
        String words = sought.toLowerCase(Locale.ROOT);
        List<Mail> found = mailbox.mails().stream()
                .filter(mail -> (mail.to() + " " + mail.subject())
                        .toLowerCase(Locale.ROOT)
                        .contains(words))
                .toList()
                .reversed();
        return ServerResponse.ok()
                .render(
                        "local/mailbox",
                        Map.of(
                                "mails",
                                found.subList(0, Math.min(LISTED_MAX, found.size())),
                                "total",
                                found.size(),
                                "sought",
                                sought));
    }

    ServerResponse message(ServerRequest request) throws IOException {
        Optional<Mail> mail = mail(request);
        if (mail.isEmpty()) {
            return ServerResponse.notFound().build();
        }
        boolean html = mailbox.content(mail.get().number())
                .map(content -> content.html() != null)
                .orElse(false);
        return ServerResponse.ok().render("local/message", Map.of("mail", mail.get(), "html", html));
    }

    ServerResponse html(ServerRequest request) throws IOException {
        Optional<String> html = content(request).map(MailContent::html);
        if (html.isEmpty()) {
            return ServerResponse.notFound().build();
        }
        return ServerResponse.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .header("Content-Security-Policy", MAIL_POLICY)
                .body(html.get());
    }

    /** Always a download, never shown in place: the file comes from outside. */
    ServerResponse attachment(ServerRequest request) throws IOException {
        Optional<MailContent> content = content(request);
        int index = number(request, "index");
        byte[] bytes = content.isEmpty() ? null : content.get().attachment(index);
        if (content.isEmpty() || bytes == null) {
            return ServerResponse.notFound().build();
        }
        String disposition = ContentDisposition.attachment()
                .filename(content.get().attachmentNames().get(index), StandardCharsets.UTF_8)
                .build()
                .toString();
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition)
                .body(bytes);
    }

    private Optional<Mail> mail(ServerRequest request) {
        List<Mail> mails = mailbox.mails();
        int at = Collections.binarySearch(mails.stream().map(Mail::number).toList(), number(request, "number"));
        return at < 0 ? Optional.empty() : Optional.of(mails.get(at));
    }

    private Optional<MailContent> content(ServerRequest request) throws IOException {
        return mailbox.content(number(request, "number"));
    }

    private static int number(ServerRequest request, String name) {
        try {
            return Integer.parseInt(request.pathVariable(name));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    record Line(String to, String subject, String text, List<String> attachments) {}
}
