package io.esteira.platform.pdf;

/**
 * How text looks. Sizes and distances are in points.
 *
 * @param leading from the top of one line to the top of the next
 * @param colour as 0xRRGGBB
 * @param spacing added after each letter
 */
public record PdfStyle(PdfFont font, float size, float leading, int colour, float spacing) {

    public PdfStyle(PdfFont font, float size, float leading, int colour) {
        this(font, size, leading, colour, 0);
    }

    /** What a text that is written in one line would take. */
    public float width(String text) {
        return widthOf(font.file().writable(text));
    }

    float widthOf(String writable) {
        return font.file().width(writable) * size + spacing * writable.length();
    }

    /** How far below the top of its line a text stands. */
    float baseline() {
        return leading / 2 + font.file().baseline() * size;
    }
}
