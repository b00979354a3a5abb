package io.esteira.platform.pdf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.jspecify.annotations.Nullable;

/** One page, as the operators that draw it. Distances are from its upper left corner. */
final class PdfPage {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final PDPage page = new PDPage(PDRectangle.A4);
    private final UsedFonts fonts;
    private final StringBuilder content = new StringBuilder(4096);
    private final List<PDStructureElement> elements = new ArrayList<>();
    private @Nullable PdfStyle written;
    private int colour;

    PdfPage(UsedFonts fonts) {
        this.fonts = fonts;
    }

    PDPage page() {
        return page;
    }

    /** What the marked texts belong to, each at its number. */
    List<PDStructureElement> elements() {
        return elements;
    }

    void text(PdfText text, float left, float top, PDStructureElement element) {
        content.append('/').append(element.getStructureType());
        content.append(" <</MCID ").append(elements.size()).append(">> BDC\n");
        element.setPage(page);
        element.appendKid(elements.size());
        elements.add(element);
        write(text, left, top);
    }

    /** Text that stands there again, and is not read again. */
    void repeatedText(PdfText text, float left, float top) {
        content.append("/Artifact <</Type /Pagination>> BDC\n");
        write(text, left, top);
    }

    void box(float left, float top, float width, float height, int rgb) {
        content.append("/Artifact <</Type /Layout>> BDC\n");
        colour(rgb);
        number(left).number(fromBelow(top + height)).number(width).number(height);
        content.append("re f\nEMC\n");
    }

    private void write(PdfText text, float left, float top) {
        content.append("BT\n");
        style(text.style());
        float x = 0;
        float y = 0;
        float nextY = fromBelow(top + text.style().baseline());
        for (String line : text.lines()) {
            float nextX = left + text.indent(line);
            number(nextX - x).number(nextY - y);
            content.append("Td <");
            glyphs(line, text.style().font());
            content.append("> Tj\n");
            x = nextX;
            y = nextY;
            nextY -= text.style().leading();
        }
        content.append("ET\nEMC\n");
    }

    private void glyphs(String line, PdfFont font) {
        FontFile file = font.file();
        fonts.use(font, line);
        line.codePoints().forEach(c -> content.append(HEX.toHexDigits((char) file.glyph(c))));
    }

    private void style(PdfStyle style) {
        colour(style.colour());
        if (written == null || written.font() != style.font() || written.size() != style.size()) {
            content.append('/').append(UsedFonts.name(style.font())).append(' ');
            number(style.size());
            content.append("Tf\n");
        }
        if (written == null || written.spacing() != style.spacing()) {
            number(style.spacing());
            content.append("Tc\n");
        }
        written = style;
    }

    private void colour(int rgb) {
        if (colour != rgb) {
            number((rgb >> 16 & 0xff) / 255f).number((rgb >> 8 & 0xff) / 255f).number((rgb & 0xff) / 255f);
            content.append("rg\n");
            colour = rgb;
        }
    }

    private float fromBelow(float fromAbove) {
        return PDRectangle.A4.getHeight() - fromAbove;
    }

    /** With two digits after the point; finer than any printer. */
    private PdfPage number(float number) {
        int hundredths = Math.round(number * 100);
        if (hundredths < 0) {
            content.append('-');
        }
        int positive = Math.abs(hundredths);
        content.append(positive / 100).append('.').append(positive / 10 % 10).append(positive % 10);
        content.append(' ');
        return this;
    }

    byte[] addTo(PDDocument document) throws IOException {
        byte[] operators = content.toString().getBytes(StandardCharsets.US_ASCII);
        document.addPage(page);
        page.setContents(new PDStream(document, new ByteArrayInputStream(operators), COSName.FLATE_DECODE));
        return operators;
    }
}
