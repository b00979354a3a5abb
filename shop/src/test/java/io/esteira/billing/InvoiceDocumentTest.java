package io.esteira.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Address;
import io.esteira.contracts.Customer;
import io.esteira.contracts.Invoice;
import io.esteira.contracts.Money;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderLine;
import io.esteira.platform.pdf.PdfPrinter;
import io.esteira.platform.text.Formats;
import io.esteira.platform.text.Templates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;

class InvoiceDocumentTest {

    private final PdfPrinter printer = new PdfPrinter(new Templates(messages(), new Formats("America/Sao_Paulo")));

    @Test
    void bearsAllThatAnInvoiceNeedsInPortuguese() throws IOException {
        assertThat(text(print(invoice("pt-BR", 2, Money.of("BRL", "29.90")))))
                .contains("Fatura", "A-000042")
                .contains("Loja Exemplo", "12.ABC.345/01DE-35")
                .contains("Ana Souza", "529.982.247-25", "ana@example.com")
                .contains("Rua A, 10", "Apto 7", "São Paulo, SP", "01310-100 BR")
                .contains("22 de novembro de 2026", "21 de novembro de 2026", "7K3M-0000-0000-0001")
                .contains("SKU-1", "Café número 1", "R$ 29,90", "R$ 89,70")
                .contains("Total", "R$ 149,50", "pay_123")
                .contains("Página 1 de 1");
    }

    @Test
    void bearsTheSameInEnglish() throws IOException {
        assertThat(text(print(invoice("en", 2, Money.of("GBP", "29.90")))))
                .contains("Invoice", "November 22, 2026", "BILL TO", "£29.90", "£149.50", "Page 1 of 1");
    }

    @Test
    void roundsNothing() throws IOException {
        assertThat(text(print(invoice("en", 1, Money.of("GBP", "0.001"))))).contains("£0.001", "£0.002");
    }

    @Test
    void repeatsItsColumnHeadsOnEachPage() throws IOException {
        byte[] pdf = print(invoice("en", 100, Money.of("GBP", "1.25")));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isGreaterThan(2);
            for (int page = 1; page <= pages; page++) {
                PDFTextStripper reader = new PDFTextStripper();
                reader.setSortByPosition(true);
                reader.setStartPage(page);
                reader.setEndPage(page);
                assertThat(reader.getText(document)).contains("Unit price", "Page " + page + " of " + pages);
            }
        }
    }

    @Test
    void isTheSameEachTimeItIsPrinted() {
        Invoice invoice = invoice("pt-BR", 20, Money.of("BRL", "29.90"));
        assertThat(print(invoice)).isEqualTo(print(invoice));
    }

    @Test
    void isAWholeAndTaggedPdf() {
        String pdf = new String(print(invoice("en", 1, Money.of("GBP", "1"))), StandardCharsets.ISO_8859_1);
        assertThat(pdf).startsWith("%PDF-1.").endsWith("%%EOF\n").contains("/StructTreeRoot");
    }

    private byte[] print(Invoice invoice) {
        return printer.print(
                "billing/invoice",
                Map.of("invoice", invoice),
                Locale.forLanguageTag(invoice.customer().locale()),
                invoice.issuedAt());
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper reader = new PDFTextStripper();
            reader.setSortByPosition(true);
            return reader.getText(document).replace('\u00a0', ' ');
        }
    }

    /** Line n is for n + 1 pieces. */
    private static Invoice invoice(String locale, int lines, Money price) {
        List<OrderLine> ordered = IntStream.rangeClosed(1, lines)
                .mapToObj(n -> new OrderLine("SKU-" + n, "Café número " + n, n + 1, price))
                .toList();
        Money total = ordered.stream().map(OrderLine::amount).reduce(Money.zero(price.currency()), Money::plus);
        return new Invoice(
                "A",
                42,
                Instant.parse("2026-11-22T15:00:00Z"),
                OrderId.derive("test", "invoice"),
                "7K3M-0000-0000-0001",
                Instant.parse("2026-11-21T15:00:00Z"),
                new Invoice.Seller("Loja Exemplo", "12ABC34501DE35", "Rua B, 20, Recife PE", "loja@example.com"),
                new Customer("Ana Souza", "ana@example.com", "+5511999990000", "52998224725", locale),
                new Address("Rua A, 10", "Apto 7", "São Paulo", "SP", "01310-100", "BR"),
                ordered,
                total,
                "pay_123");
    }

    private static ResourceBundleMessageSource messages() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages/billing");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return messages;
    }
}
