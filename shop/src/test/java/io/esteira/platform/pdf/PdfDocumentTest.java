package io.esteira.platform.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

class PdfDocumentTest {

    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
    private static final PdfStyle PLAIN = new PdfStyle(PdfFont.REGULAR, 10, 14, 0);
    private static final PdfStyle STRONG = new PdfStyle(PdfFont.BOLD, 10, 14, 0x0f766e);
    private static final float MARGIN = 50;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "João Conceição",
                "Zażółć Gęślą Jaźń",
                "Αλέξανδρος Παπαδόπουλος",
                "Владимир Щербаков",
                "Nguyễn Thị Hồng",
                "Øystein Ærø & <b>Søn</b> \"50 % £ R$ €\""
            })
    void writesNamesOfManyCountriesAsTheyAre(String name) throws IOException {
        assertThat(text(greet(name))).isEqualTo("Hello, " + name + "!\n");
    }

    @Test
    void writesWhatItHasNoLettersForAsQuestionMarks() throws IOException {
        assertThat(text(greet("張三"))).isEqualTo("Hello, ??!\n");
    }

    @Test
    void survivesCharactersThatAreNone() throws IOException {
        assertThat(text(greet("a\u0000b\u001b\ud800c"))).isEqualTo("Hello, a?b??c!\n");
        assertThat(text(greet("a\udc00"))).isEqualTo("Hello, a?!\n");
    }

    @Test
    void leavesOutWhatIsNotSeenAndComposesLetters() throws IOException {
        assertThat(text(greet("\ufeff Joa\u0303o \t\r\n\u200bda\u00ad Silva\n")))
                .isEqualTo("Hello, João da Silva !\n");
    }

    @Test
    void writesNothingWhereThereIsNothing() throws IOException {
        assertThat(text(drawn(paper -> paper.columns(column(100).text(" \u200b", PLAIN)))))
                .isBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ana Souza", "Zażółć"})
    void givesTheSameBytesForTheSameDocument(String name) throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            Set<String> printed = new HashSet<>();
            for (Future<byte[]> printing : IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(() -> greet(name)))
                    .toList()) {
                printed.add(Base64.getEncoder().encodeToString(printing.get()));
            }
            assertThat(printed).hasSize(1);
        }
        assertThat(greet(name)).isNotEqualTo(greet(name + "!"));
    }

    @Test
    void choosesGlyphsOnlyForDocumentsThatAreNotContentWithTheOrdinaryOnes() throws IOException {
        assertThat(fonts(greet("Ana"))).isEqualTo(fonts(greet("João"))).hasSize(1);
        assertThat(fonts(greet("Зоя"))).hasSize(1).isNotEqualTo(fonts(greet("Ana")));
    }

    @Test
    void staysSmall() {
        assertThat(greet("Ana Souza")).hasSizeLessThan(50_000);
        assertThat(greet("Владимир Щербаков")).hasSizeLessThan(50_000);
    }

    @Test
    void breaksLinesBetweenWordsAndWordsOnlyWhereTheyFillALine() throws IOException {
        byte[] pdf =
                drawn(paper -> paper.columns(column(100).text("one Donaudampfschifffahrtsgesellschaft two", PLAIN)));

        List<String> lines = text(pdf).lines().map(String::strip).toList();
        assertThat(lines).hasSizeGreaterThan(2).startsWith("one");
        assertThat(String.join("", lines).replace(" ", "")).isEqualTo("oneDonaudampfschifffahrtsgesellschafttwo");
        assertThat(positions(pdf)).allSatisfy(letter -> {
            assertThat(letter.getX()).isGreaterThanOrEqualTo(MARGIN - 0.1f);
            assertThat(letter.getX() + letter.getWidth()).isLessThanOrEqualTo(MARGIN + 100.1f);
        });
    }

    @Test
    void endsLinesAtTheRightWhereThatIsWished() throws IOException {
        byte[] pdf = drawn(paper ->
                paper.columns(new PdfColumn(20, 100, true).text("9", PLAIN).text("1,234.00", STRONG)));

        assertThat(text(pdf)).isEqualTo("9\n1,234.00\n");
        List<TextPosition> letters = positions(pdf);
        for (TextPosition last : List.of(letters.getFirst(), letters.getLast())) {
            assertThat(last.getX() + last.getWidth()).isBetween(MARGIN + 119.9f, MARGIN + 120.1f);
        }
    }

    @Test
    void writesALetterOnEachLineWhereThereIsRoomForNone() throws IOException {
        assertThat(text(drawn(paper -> paper.columns(column(1).text("abc", PLAIN)))))
                .isEqualTo("a\nb\nc\n");
    }

    @Test
    void saysWhatItIsToReadersAndPrograms() throws Exception {
        String title = "Fish & <Chips>";
        PdfDocument drawing = new PdfDocument(
                new PdfDocument.About(title, "A\u0000 & B", Locale.of("pt", "BR"), AT),
                new PdfDocument.Margins(MARGIN, MARGIN, MARGIN));
        drawing.columns(column(100).title("Fish", STRONG));
        try (PDDocument document = Loader.loadPDF(drawing.bytes((page, pages) -> List.of()))) {
            PDDocumentCatalog catalog = document.getDocumentCatalog();
            assertThat(document.getVersion()).isEqualTo(1.7f);
            assertThat(catalog.getLanguage()).isEqualTo("pt-BR");
            assertThat(catalog.getMarkInfo().isMarked()).isTrue();
            assertThat(catalog.getViewerPreferences().displayDocTitle()).isTrue();
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo(title);
            assertThat(document.getDocumentInformation().getCreationDate().toInstant())
                    .isEqualTo(AT);
            Document metadata = xml(catalog.getMetadata().toByteArray());
            assertThat(textOf(metadata, "http://purl.org/dc/elements/1.1/", "title"))
                    .isEqualTo(title);
            assertThat(textOf(metadata, "http://www.aiim.org/pdfua/ns/id/", "part"))
                    .isEqualTo("1");
            assertThat(textOf(metadata, "http://ns.adobe.com/xap/1.0/", "CreateDate"))
                    .isEqualTo("2026-11-22T12:00:00Z");
        }
    }

    private static byte[] greet(String name) {
        return drawn(paper -> paper.columns(column(400).text("Hello, " + name + "!", PLAIN)));
    }

    private static PdfColumn column(float width) {
        return new PdfColumn(0, width, false);
    }

    private static byte[] drawn(Consumer<PdfDocument> drawing) {
        PdfDocument document = new PdfDocument(
                new PdfDocument.About("Test", "Test", Locale.ENGLISH, AT),
                new PdfDocument.Margins(MARGIN, MARGIN, MARGIN));
        drawing.accept(document);
        return document.bytes((page, pages) -> List.of());
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper reader = new PDFTextStripper();
            reader.setLineSeparator("\n");
            return reader.getText(document);
        }
    }

    private static List<TextPosition> positions(byte[] pdf) throws IOException {
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

    private static List<String> fonts(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDResources resources = document.getPage(0).getResources();
            List<String> names = new ArrayList<>();
            for (COSName name : resources.getFontNames()) {
                PDFont font = resources.getFont(name);
                assertThat(font.isEmbedded()).isTrue();
                names.add(font.getName());
            }
            return names;
        }
    }

    private static Document xml(byte[] bytes) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    }

    private static String textOf(Document metadata, String namespace, String name) {
        return metadata.getElementsByTagNameNS(namespace, name).item(0).getTextContent();
    }
}
