package io.esteira.platform.pdf;

import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes;

/** Paragraphs below each other. */
public final class PdfColumn {

    private final float left;
    private final float width;
    private final boolean right;
    private final List<Paragraph> paragraphs = new ArrayList<>();
    private float height;

    /** @param top from the column's top to its own */
    record Paragraph(String tag, float top, PdfText text) {}

    /**
     * @param left from the left margin
     * @param right whether lines end at the right edge
     */
    public PdfColumn(float left, float width, boolean right) {
        this.left = left;
        this.width = width;
        this.right = right;
    }

    public PdfColumn text(String text, PdfStyle style) {
        return add(StandardStructureTypes.P, text, style);
    }

    /** The heading of all. */
    public PdfColumn title(String text, PdfStyle style) {
        return add(StandardStructureTypes.H1, text, style);
    }

    public PdfColumn space(float points) {
        height += points;
        return this;
    }

    private PdfColumn add(String tag, String text, PdfStyle style) {
        PdfText lines = PdfText.of(text, style, width, right);
        paragraphs.add(new Paragraph(tag, height, lines));
        height += lines.height();
        return this;
    }

    float left() {
        return left;
    }

    public float height() {
        return height;
    }

    List<Paragraph> paragraphs() {
        return paragraphs;
    }
}
