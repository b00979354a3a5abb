package io.esteira.platform.pdf;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A paragraph, broken into lines that fit its width.
 *
 * @param right whether the lines end at the right edge
 */
record PdfText(PdfStyle style, float width, boolean right, List<String> lines) {

    /** What is lost when a width is computed from the widths of its parts. */
    private static final float ROUNDING = 0.01f;

    static PdfText of(String text, PdfStyle style, float width, boolean right) {
        String writable = style.font().file().writable(text);
        return new PdfText(style, width, right, new Wrapping(style, width).lines(writable));
    }

    float height() {
        return lines.size() * style.leading();
    }

    /** From the left edge to the beginning of a line. */
    float indent(String line) {
        return right ? width - style.widthOf(line.stripTrailing()) : 0;
    }

    /** Breaks where a language does, and a word that is longer than its line wherever the line ends. */
    private static final class Wrapping {

        private final PdfStyle style;
        private final float width;
        private final List<String> lines = new ArrayList<>();
        private final StringBuilder line = new StringBuilder();

        Wrapping(PdfStyle style, float width) {
            this.style = style;
            this.width = width;
        }

        List<String> lines(String text) {
            if (fits(text)) {
                return List.of(text);
            }
            BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
            breaks.setText(text);
            int start = 0;
            for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
                add(text.substring(start, end));
                start = end;
            }
            lines.add(line.toString());
            return lines;
        }

        private void add(String piece) {
            if (!line.isEmpty() && !fits(line + piece)) {
                lines.add(line.toString());
                line.setLength(0);
            }
            if (line.isEmpty() && !fits(piece)) {
                piece.codePoints().forEach(this::addLetter);
            } else {
                line.append(piece);
            }
        }

        private void addLetter(int codePoint) {
            String letter = Character.toString(codePoint);
            if (!line.isEmpty() && !fits(line + letter)) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(letter);
        }

        private boolean fits(String text) {
            return style.widthOf(text.stripTrailing()) <= width + ROUNDING;
        }
    }
}
