package io.esteira.platform.pdf;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;

/**
 * A document on A4 that is drawn from top to bottom. It is tagged, so that it can be read aloud (PDF/UA-1), and the same
 * drawing gives the same bytes, so that nobody needs to keep what he can print again.
 */
public final class PdfDocument {

    private static final float POINTS_PER_MM = 72 / 25.4f;

    private final About about;
    private final Margins margins;
    private final UsedFonts fonts = new UsedFonts();
    private final Tags tags = new Tags();
    private final List<PdfPage> pages = new ArrayList<>();
    private float top;

    /** @param at when the document came to be; it bears that as its date */
    public record About(String title, String author, Locale language, Instant at) {}

    /** In points. */
    public record Margins(float top, float side, float bottom) {}

    /** What stands below each page; it is drawn when their number is known. */
    @FunctionalInterface
    public interface Footer {

        List<PdfColumn> of(int page, int pages);
    }

    public PdfDocument(About about, Margins margins) {
        this.about = about;
        this.margins = margins;
        turnPage();
    }

    public static float millimetres(double length) {
        return (float) (length * POINTS_PER_MM);
    }

    /** Between the margins. */
    public float width() {
        return PDRectangle.A4.getWidth() - 2 * margins.side();
    }

    public void space(float points) {
        top += points;
    }

    /** Columns side by side; each is read to its end before the next. */
    public void columns(PdfColumn... columns) {
        float height = 0;
        for (PdfColumn column : columns) {
            height = Math.max(height, column.height());
        }
        keepTogether(height);
        for (PdfColumn column : columns) {
            for (PdfColumn.Paragraph paragraph : column.paragraphs()) {
                PDStructureElement element = tags.add(paragraph.tag(), tags.document());
                page().text(paragraph.text(), margins.side() + column.left(), top + paragraph.top(), element);
            }
        }
        top += height;
    }

    /** A line across the page. */
    public void rule(float thickness, int colour) {
        box(thickness, colour);
        top += thickness;
    }

    /** Turns the page unless there is room for what is this tall; says whether it did. */
    public boolean keepTogether(float height) {
        float bottom = PDRectangle.A4.getHeight() - margins.bottom();
        if (top + height <= bottom || top == margins.top()) {
            return false;
        }
        turnPage();
        return true;
    }

    void box(float height, int colour) {
        page().box(margins.side(), top, width(), height, colour);
    }

    PdfPage page() {
        return pages.getLast();
    }

    Tags tags() {
        return tags;
    }

    float left() {
        return margins.side();
    }

    float top() {
        return top;
    }

    private void turnPage() {
        pages.add(new PdfPage(fonts));
        top = margins.top();
    }

    /** The whole file. */
    public byte[] bytes(Footer footer) {
        float middle = PDRectangle.A4.getHeight() - margins.bottom() / 2;
        for (int page = 0; page < pages.size(); page++) {
            for (PdfColumn column : footer.of(page + 1, pages.size())) {
                for (PdfColumn.Paragraph paragraph : column.paragraphs()) {
                    float footerTop = middle - column.height() / 2 + paragraph.top();
                    pages.get(page).repeatedText(paragraph.text(), margins.side() + column.left(), footerTop);
                }
            }
        }
        return new PdfFile(about).bytes(pages, tags, fonts);
    }
}
