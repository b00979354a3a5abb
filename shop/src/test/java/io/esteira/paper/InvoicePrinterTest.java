package io.esteira.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Address;
import io.esteira.contracts.Customer;
import io.esteira.contracts.Invoice;
import io.esteira.contracts.Money;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderLine;
import io.esteira.platform.text.Formats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;

class InvoicePrinterTest {

    private static final Address HOME = new Address("Rua A, 10", "Apto 7", "São Paulo", "SP", "01310-100", "BR");

    private final InvoicePrinter printer = new InvoicePrinter(texts(), new Formats("America/Sao_Paulo"));

    @Test
    void bearsAllThatAnInvoiceNeedsInPortuguese() throws IOException {
        assertThat(text(printer.print(invoice("pt-BR", 2, Money.of("BRL", "29.90")))))
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
        assertThat(text(printer.print(invoice("en", 2, Money.of("GBP", "29.90")))))
                .contains("Invoice", "November 22, 2026", "BILL TO", "£29.90", "£149.50", "Page 1 of 1");
    }

    @Test
    void isReadInTheOrderInWhichItIsMeant() throws IOException {
        assertThat(text(printer.print(invoice("en", 2, Money.of("GBP", "29.90")))))
                .isEqualTo("""
                        Invoice
                        A-000042
                        Loja Exemplo
                        Rua B, 20, Recife PE
                        Tax ID 12.ABC.345/01DE-35
                        loja@example.com
                        BILL TO
                        Ana Souza
                        Tax ID 529.982.247-25
                        ana@example.com
                        +5511999990000
                        SHIP TO
                        Rua A, 10
                        Apto 7
                        São Paulo, SP
                        01310-100 BR
                        ISSUED ON
                        November 22, 2026
                        ORDER
                        7K3M-0000-0000-0001
                        ORDERED ON
                        November 21, 2026
                        No. SKU Description Quantity Unit price Amount
                        1 SKU-1 Café número 1 2 £29.90 £59.80
                        2 SKU-2 Café número 2 3 £29.90 £89.70
                        Total £149.50
                        Paid in full. Payment reference: pay_123
                        Thank you for your order.
                        Invoice A-000042 Page 1 of 1
                        """);
    }

    @Test
    void leavesOutWhatACustomerDidNotSay() throws IOException {
        Customer bob = new Customer("Bob", "bob@example.com", null, null, "en");
        Address london = new Address("1 High Street", null, "London", null, "N1 1AA", "GB");
        assertThat(text(printer.print(invoice(bob, london, 1, n -> "Tea", Money.of("GBP", "1")))))
                .contains("BILL TO\nBob\nbob@example.com\nSHIP TO\n1 High Street\nLondon\nN1 1AA GB\nISSUED ON")
                .doesNotContain("null");
    }

    @Test
    void roundsNothing() throws IOException {
        assertThat(text(printer.print(invoice("en", 1, Money.of("GBP", "0.001")))))
                .contains("£0.001", "£0.002");
    }

    @Test
    void keepsAmountsInOnePieceHoweverLargeTheyAre() throws IOException {
        assertThat(text(printer.print(invoice("pt-BR", 1, Money.of("BRL", "1234567890.12")))))
                .contains("R$ 1.234.567.890,12 R$ 2.469.135.780,24");
        assertThat(text(printer.print(invoice("pt-BR", 1, Money.of("USD", "499999999999.00")))))
                .contains("US$ 499.999.999.999,00 US$ 999.999.999.998,00");
    }

    @Test
    void repeatsItsColumnHeadsOnEachPage() throws IOException {
        try (PDDocument document = Loader.loadPDF(printer.print(invoice("en", 100, Money.of("GBP", "1.25"))))) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isGreaterThan(2);
            for (int page = 1; page <= pages; page++) {
                assertThat(textOfPage(document, page)).contains("Unit price", "Page " + page + " of " + pages);
            }
        }
    }

    @Test
    void keepsTheTotalAndTheNotesOnOnePage() throws IOException {
        for (int lines = 10; lines < 30; lines++) {
            try (PDDocument document = Loader.loadPDF(printer.print(invoice("en", lines, Money.of("GBP", "1.25"))))) {
                assertThat(textOfPage(document, document.getNumberOfPages()))
                        .contains("Total", "Payment reference", "Thank you");
            }
        }
    }

    @Test
    void printsHundredsOfLines() throws IOException {
        String text = text(printer.print(invoice("en", 1000, Money.of("GBP", "1.25"))));
        for (int line = 1; line <= 1000; line++) {
            assertThat(text).contains("\n" + line + " SKU-" + line + " Café número " + line + " ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"W", "long word ", "averylongword-"})
    void keepsEverythingWithinItsMarginsAndLosesNothing(String word) throws IOException {
        String name = word.repeat(200 / word.length()).strip();
        Customer customer = new Customer(name, name + "@example.com", name, name, "en");
        Address address = new Address(name, name, name, name, "12345", "BR");
        byte[] pdf = printer.print(invoice(customer, address, 3, n -> name, Money.of("GBP", "1.25")));

        assertThat(letters(pdf)).allSatisfy(letter -> {
            assertThat(letter.getX()).isGreaterThan(51);
            assertThat(letter.getX() + letter.getWidth()).isLessThan(595.3f - 51);
            assertThat(letter.getY()).isBetween(51f, 842 - 22f);
        });
        assertThat(text(pdf).replaceAll("\\s", "").split(name.replace(" ", ""), -1))
                .hasSize(1 + 4 + 4 + 3);
    }

    @Test
    void isTheSameEachTimeItIsPrinted() {
        Invoice invoice = invoice("pt-BR", 20, Money.of("BRL", "29.90"));
        assertThat(printer.print(invoice)).isEqualTo(printer.print(invoice));
    }

    @Test
    void isAWholePdf() {
        byte[] pdf = printer.print(invoice("en", 1, Money.of("GBP", "1")));
        assertThat(new String(pdf, 0, 7, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-1.");
        assertThat(new String(pdf, pdf.length - 6, 6, StandardCharsets.ISO_8859_1))
                .isEqualTo("%%EOF\n");
    }

    @Test
    void tellsWhatItsPartsAre() throws IOException {
        try (PDDocument document = Loader.loadPDF(printer.print(invoice("en", 2, Money.of("GBP", "1"))))) {
            PDStructureElement whole =
                    only(document.getDocumentCatalog().getStructureTreeRoot().getKids());
            assertThat(whole.getStructureType()).isEqualTo("Document");
            assertThat(types(whole))
                    .startsWith("H1", "P")
                    .containsOnlyOnce("H1", "Table")
                    .endsWith("P");
            PDStructureElement table = elements(whole).stream()
                    .filter(part -> part.getStructureType().equals("Table"))
                    .findFirst()
                    .orElseThrow();
            assertThat(types(table)).containsExactly("TR", "TR", "TR");
            List<PDStructureElement> rows = elements(table);
            assertThat(types(rows.getFirst())).hasSize(6).containsOnly("TH");
            assertThat(elements(rows.getFirst()))
                    .allSatisfy(
                            head -> assertThat(head.getAttributes().toString()).contains("Scope=Column"));
            assertThat(types(rows.getLast())).hasSize(6).containsOnly("TD");
        }
    }

    @Test
    void readsTheHeadsOfTheColumnsOnceHoweverOftenTheyStandThere() throws IOException {
        try (PDDocument document = Loader.loadPDF(printer.print(invoice("en", 100, Money.of("GBP", "1"))))) {
            PDStructureElement whole =
                    only(document.getDocumentCatalog().getStructureTreeRoot().getKids());
            assertThat(types(whole)).containsOnlyOnce("Table");
            PDStructureElement table = elements(whole).get(types(whole).indexOf("Table"));
            assertThat(elements(table)).hasSize(101);
        }
    }

    @Test
    void marksEachTextAsPartOfTheWholeOrAsRepeated() throws IOException {
        try (PDDocument document = Loader.loadPDF(printer.print(invoice("en", 100, Money.of("GBP", "1"))))) {
            for (PDPage page : document.getPages()) {
                MarkedTexts.of(page, document.getDocumentCatalog().getStructureTreeRoot())
                        .areAllMarked();
            }
        }
    }

    @Test
    void namesItsFileAfterItsNumber() {
        assertThat(InvoicePrinter.fileName(invoice("en", 1, Money.of("GBP", "1"))))
                .isEqualTo("invoice-A-000042.pdf");
    }

    private static PDStructureElement only(List<Object> kids) {
        assertThat(kids).hasSize(1);
        return (PDStructureElement) kids.getFirst();
    }

    private static List<PDStructureElement> elements(PDStructureElement parent) {
        return parent.getKids().stream().map(PDStructureElement.class::cast).toList();
    }

    private static List<String> types(PDStructureElement parent) {
        return elements(parent).stream()
                .map(PDStructureElement::getStructureType)
                .toList();
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return plain(new PDFTextStripper(), document);
        }
    }

    private static String textOfPage(PDDocument document, int page) throws IOException {
        PDFTextStripper reader = new PDFTextStripper();
        reader.setStartPage(page);
        reader.setEndPage(page);
        return plain(reader, document);
    }

    private static String plain(PDFTextStripper reader, PDDocument document) throws IOException {
        reader.setLineSeparator("\n");
        return reader.getText(document).replace('\u00a0', ' ');
    }

    private static List<TextPosition> letters(byte[] pdf) throws IOException {
        List<TextPosition> letters = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            new PDFTextStripper() {
                @Override
                protected void writeString(String text, List<TextPosition> positions) {
                    positions.stream()
                            .filter(letter -> !letter.getUnicode().isBlank())
                            .forEach(letters::add);
                }
            }.getText(document);
        }
        return letters;
    }

    private static Customer customer(String locale) {
        return new Customer("Ana Souza", "ana@example.com", "+5511999990000", "52998224725", locale);
    }

    /** Line n is for n + 1 pieces. */
    private static Invoice invoice(String locale, int lines, Money price) {
        return invoice(customer(locale), HOME, lines, n -> "Café número " + n, price);
    }

    private static Invoice invoice(
            Customer customer, Address address, int lines, IntFunction<String> name, Money price) {
        List<OrderLine> ordered = IntStream.rangeClosed(1, lines)
                .mapToObj(n -> new OrderLine("SKU-" + n, name.apply(n), n + 1, price))
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
                customer,
                address,
                ordered,
                total,
                "pay_123");
    }

    private static ResourceBundleMessageSource texts() {
        ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
        texts.setBasename("messages/paper");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        return texts;
    }
}
