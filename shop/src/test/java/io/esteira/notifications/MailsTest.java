package io.esteira.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esteira.contracts.Customer;
import io.esteira.contracts.Message;
import io.esteira.paper.InvoicePrinter;
import io.esteira.platform.text.Formats;
import io.esteira.platform.text.Templates;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.ResourceBundle;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;

class MailsTest {

    private static final Session SESSION = Session.getInstance(new Properties());

    private final ResourceBundleMessageSource texts = texts();
    private final Formats formats = new Formats("America/Sao_Paulo");
    private final Templates templates = new Templates(texts, formats);
    private final InvoicePrinter printer = new InvoicePrinter(texts, formats);
    private final Mails mails = mails("Loja Açaí <loja@example.com>", true);

    @Test
    void tellsThatAnOrderWasAccepted() throws Exception {
        Sent mail = sent(Notices.accepted(Notices.ana("pt-BR")));

        assertThat(mail.message.getSubject()).isEqualTo("Recebemos o seu pedido " + Notices.ORDER.number());
        assertThat(mail.plain())
                .contains("Olá, Ana Souza!", "2 x Café torrado 250 g: R$ 59,80", "Chá <verde> & menta", "R$ 72,30")
                .contains("https://shop.example.com/orders/" + Notices.ORDER.number() + "?key=");
        assertThat(mail.html())
                .contains("Olá, Ana Souza!", "Café torrado 250 g", "Chá &lt;verde&gt; &amp; menta", "R$ 72,30")
                .contains("https://shop.example.com/orders/" + Notices.ORDER.number() + "?key=");
    }

    @Test
    void namesTheArticlesThatWereShort() throws Exception {
        Sent mail = sent(Notices.outOfStock(Notices.ana("en")));

        assertThat(mail.plain())
                .contains("There were not enough of these items in stock:\n  - Chá <verde> & menta (CHA-100)")
                .contains("You have not been charged.")
                .doesNotContain("- Café");
        assertThat(mail.html()).contains("<strong>Chá &lt;verde&gt; &amp; menta</strong>");
    }

    @Test
    void keepsTheGatewaysCodesAndTheStaffsNotesToTheHouse() throws Exception {
        assertThat(sent(Notices.declined(Notices.ana("en"))).everything())
                .contains("Your payment was declined")
                .doesNotContain("do_not_honour");
        assertThat(sent(Notices.cancelled(Notices.ana("en"))).everything())
                .contains("Your order was cancelled")
                .doesNotContain("bob", "fraud");
    }

    @ParameterizedTest
    @CsvSource({"pt-BR,O seu pedido expirou,será devolvido", "en,Your order has expired,given back"})
    void tellsThatAnOrderExpired(String locale, String title, String promise) throws Exception {
        assertThat(sent(Notices.expired(Notices.ana(locale))).everything()).contains(title, promise);
    }

    @ParameterizedTest
    @CsvSource({"pt-BR,está confirmado,fatura-A-000042.pdf,Fatura", "en,is confirmed,invoice-A-000042.pdf,Invoice"})
    void attachesTheInvoice(String locale, String subject, String file, String heading) throws Exception {
        Sent mail = sent(Notices.invoiced(Notices.ana(locale)));

        assertThat(mail.message.getSubject()).contains(subject);
        Part attachment = mail.attachment(file);
        assertThat(attachment.isMimeType("application/pdf")).isTrue();
        try (PDDocument pdf = Loader.loadPDF(attachment.getInputStream().readAllBytes())) {
            assertThat(new PDFTextStripper().getText(pdf)).contains(heading, "A-000042", Notices.ORDER.number(), "72");
        }
    }

    @Test
    void leavesTheInvoiceToItsPageWhereThatIsWished() throws Exception {
        Message invoiced = Notices.invoiced(Notices.ana("en"));
        MimeMessage mail = mails("loja@example.com", false).compose(notice(invoiced), SESSION);

        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        assertThat(((Multipart) mail.getContent()).getCount()).isEqualTo(2);
    }

    @Test
    void givesEachCopyTheSameMessageId() throws Exception {
        String id = "<" + Notices.ORDER + ".confirmed@shop.example.com>";
        assertThat(sent(Notices.invoiced(Notices.ana("en"))).message.getMessageID())
                .isEqualTo(id);
        assertThat(sent(Notices.invoiced(Notices.ana("en"))).message.getMessageID())
                .isEqualTo(id);
    }

    @Test
    void putsNothingIntoItsHeadersThatACustomerWrote() throws Exception {
        Sent mail = sent(Notices.accepted(new Customer(
                "Ana\r\nBcc: everybody@example.com\r\n\r\n<b>Hi</b>", "ana@example.com", null, null, "en")));

        assertThat(mail.message.getHeader("Bcc")).isNull();
        assertThat(mail.message.getAllRecipients()).hasSize(1);
        InternetAddress to = (InternetAddress) mail.message.getAllRecipients()[0];
        assertThat(to.getAddress()).isEqualTo("ana@example.com");
        assertThat(to.getPersonal()).isEqualTo("Ana Bcc: everybody@example.com <b>Hi</b>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ana",
                "ana@example.com, bob@example.com",
                "ana@example.com\r\nBcc: bob@example.com",
                "Ana <ana@example.com>",
                "all: ana@example.com, bob@example.com;"
            })
    void writesToNothingButOneAddress(String email) {
        Customer customer = new Customer("Ana", email, null, null, "en");
        assertThatThrownBy(() -> mails.compose(notice(Notices.accepted(customer)), SESSION))
                .isInstanceOf(Undeliverable.class);
    }

    @Test
    void wantsAnAddressToWriteFrom() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mails("nobody", true))
                .withMessageContaining("esteira.notifications.from");
    }

    @Test
    void hasTheSameTextsInBothLanguages() {
        var english = ResourceBundle.getBundle("messages.notifications", Locale.ROOT);
        var portuguese = ResourceBundle.getBundle("messages.notifications", Locale.of("pt", "BR"));
        assertThat(portuguese.getLocale()).hasToString("pt_BR");
        assertThat(english.keySet().stream()
                        .filter(key -> portuguese.getString(key).equals(english.getString(key))))
                .containsExactly("notifications.total");
    }

    private Mails mails(String from, boolean attachInvoices) {
        return new Mails(
                templates,
                texts,
                printer,
                path -> "https://shop.example.com" + path + "?key=k",
                from,
                "shop.example.com",
                attachInvoices);
    }

    private Sent sent(Message message) throws MessagingException, IOException {
        ByteArrayOutputStream onTheWire = new ByteArrayOutputStream();
        mails.compose(notice(message), SESSION).writeTo(onTheWire);
        return new Sent(new MimeMessage(SESSION, new ByteArrayInputStream(onTheWire.toByteArray())));
    }

    private static Notice notice(Message message) {
        return Notice.of(message).orElseThrow();
    }

    private static ResourceBundleMessageSource texts() {
        ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
        texts.setBasenames("messages/paper", "messages/notifications");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        return texts;
    }

    /** A mail as it arrives. */
    private static final class Sent {

        private final MimeMessage message;
        private final Map<String, Part> parts = new LinkedHashMap<>();

        Sent(MimeMessage message) throws MessagingException, IOException {
            this.message = message;
            collect(message);
        }

        private void collect(Part part) throws MessagingException, IOException {
            if (part.getContent() instanceof Multipart multipart) {
                for (int i = 0; i < multipart.getCount(); i++) {
                    BodyPart child = multipart.getBodyPart(i);
                    collect(child);
                }
            } else {
                String file = part.getFileName();
                parts.put(file != null ? file : part.isMimeType("text/html") ? "html" : "plain", part);
            }
        }

        String plain() throws MessagingException, IOException {
            return text("plain");
        }

        String html() throws MessagingException, IOException {
            return text("html");
        }

        String everything() throws MessagingException, IOException {
            return plain() + html();
        }

        Part attachment(String name) {
            return Objects.requireNonNull(parts.get(name), () -> name + " is not among " + parts.keySet());
        }

        private String text(String part) throws MessagingException, IOException {
            return attachment(part)
                    .getContent()
                    .toString()
                    .replace("\r\n", "\n")
                    .replace('\u00a0', ' ')
                    .replace("&nbsp;", " ");
        }
    }
}
