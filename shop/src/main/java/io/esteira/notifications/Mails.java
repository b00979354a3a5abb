package io.esteira.notifications;

import io.esteira.contracts.Customer;
import io.esteira.contracts.Invoice;
import io.esteira.paper.InvoicePrinter;
import io.esteira.platform.text.Templates;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.context.MessageSource;

/** Puts a notice into the words of a mail, in the customer's language. */
final class Mails {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    /** Unless it is told, the mail library looks for its own other half in every jar, several times for each mail. */
    private static final String STREAM_PROVIDER = "jakarta.mail.util.StreamProvider";

    static {
        if (System.getProperty(STREAM_PROVIDER) == null) {
            System.setProperty(STREAM_PROVIDER, "org.eclipse.angus.mail.util.MailStreamProvider");
        }
    }

    private final Templates templates;
    private final MessageSource texts;
    private final InvoicePrinter printer;
    private final UnaryOperator<String> links;
    private final InternetAddress from;
    private final String host;
    private final boolean attachInvoices;

    /**
     * @param links gives the whole address of a page
     * @param host ends the Message-IDs
     * @param attachInvoices whether they are printed and sent along
     * @throws IllegalArgumentException if {@code from} is no address
     */
    Mails(
            Templates templates,
            MessageSource texts,
            InvoicePrinter printer,
            UnaryOperator<String> links,
            String from,
            String host,
            boolean attachInvoices) {
        this.templates = templates;
        this.texts = texts;
        this.printer = printer;
        this.links = links;
        this.host = host;
        this.attachInvoices = attachInvoices;
        try {
            this.from = new InternetAddress(from, true);
        } catch (AddressException e) {
            throw new IllegalArgumentException("esteira.notifications.from is no address: " + from, e);
        }
    }

    /** @throws Undeliverable if no attempt can succeed */
    MimeMessage compose(Notice notice, Session session) throws MessagingException {
        Locale locale = Locale.forLanguageTag(notice.customer().locale());
        Map<String, Object> variables = variables(notice);

        MimeMessage message = new StableMessage(session, messageId(notice));
        message.setFrom(from);
        message.setRecipient(RecipientType.TO, address(notice.customer()));
        message.setSubject(
                text("notifications." + notice.transition().id() + ".subject", locale, notice.orderNumber()), UTF_8);
        Multipart words = new MimeMultipart(
                "alternative",
                words(templates.text("notifications/mail", variables, locale), "plain"),
                words(templates.html("notifications/mail", variables, locale), "html"));
        Invoice invoice = notice.invoice();
        message.setContent(
                invoice == null || !attachInvoices
                        ? words
                        : new MimeMultipart("mixed", part(words), attached(invoice, locale)));
        message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no out-of-office answers, please
        message.setSentDate(java.util.Date.from(java.time.Instant.now()));
        message.saveChanges();
        return message;
    }

    private static MimeBodyPart words(String text, String kind) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, kind);
        return part;
    }

    private static MimeBodyPart part(Multipart content) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setContent(content);
        return part;
    }

    private MimeBodyPart attached(Invoice invoice, Locale locale) throws MessagingException {
        byte[] pdf = printer.print(invoice);
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(pdf, "application/pdf")));
        part.setFileName(text("notifications.invoice.file", locale, invoice.label()));
        part.setDisposition(Part.ATTACHMENT);
        return part;
    }

    private Map<String, Object> variables(Notice notice) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("notice", notice);
        variables.put("kind", notice.transition().id());
        variables.put("link", links.apply("/orders/" + notice.orderNumber()));
        return variables;
    }

    /** The same for every copy of a message, so that mail programs see that they are copies. */
    private String messageId(Notice notice) {
        return "<" + notice.orderId() + "." + notice.transition().id() + "@" + host + ">";
    }

    private String text(String key, Locale locale, Object... arguments) {
        return texts.getMessage(key, arguments, locale);
    }

    private static InternetAddress address(Customer customer) throws Undeliverable {
        try {
            InternetAddress address = new InternetAddress(customer.email(), true);
            if (address.getPersonal() != null || address.isGroup()) {
                throw new AddressException("More than an address");
            }
            address.setPersonal(
                    customer.name().replaceAll("[\\p{Cntrl}\\s]+", " ").strip(), UTF_8);
            return address;
        } catch (AddressException | UnsupportedEncodingException e) {
            throw new Undeliverable("The customer's address cannot be written to: " + e.getMessage());
        }
    }

    /** Keeps its Message-ID; others get a new one whenever they are written out. */
    private static final class StableMessage extends MimeMessage {

        private final String messageId;

        StableMessage(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }
}
