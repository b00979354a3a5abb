package io.esteira.platform.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.BitSet;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.HorizontalMetricsTable;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * A font as it was read. Glyphs and widths are looked up by any number of threads; embedding it is for one at a time,
 * except with {@link OrdinaryGlyphs}, which nearly all documents are content with.
 */
final class FontFile {

    private static final int UNWRITABLE = '?';
    private static final int NO_BREAK_SPACE = '\u00a0';

    private final TrueTypeFont font;
    private final CmapLookup glyphs;
    private final HorizontalMetricsTable widths;
    private final float unitsPerEm;
    private final float baseline;
    private final OrdinaryGlyphs ordinary;

    private FontFile(TrueTypeFont font) throws IOException {
        this.font = font;
        this.glyphs = font.getUnicodeCmapLookup();
        this.widths = font.getHorizontalMetrics();
        this.unitsPerEm = font.getUnitsPerEm();
        int ascent = font.getHorizontalHeader().getAscender();
        int descent = font.getHorizontalHeader().getDescender();
        this.baseline = (ascent + descent) / 2f / unitsPerEm;
        this.ordinary = new OrdinaryGlyphs(this);
    }

    static FontFile read(String path) {
        try (InputStream file = FontFile.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IOException("There is none");
            }
            return new FontFile(new TTFParser().parse(new RandomAccessReadBuffer(file.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the font " + path, e);
        }
    }

    /** The text as this font can write it, without what is not seen; white space as one blank. */
    String writable(String text) {
        StringBuilder writable = new StringBuilder(text.length());
        boolean blank = true;
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        for (int i = 0, c; i < composed.length(); i += Character.charCount(c)) {
            c = composed.codePointAt(i);
            if (Character.isWhitespace(c)) {
                if (!blank) {
                    writable.append(' ');
                }
                blank = true;
            } else if (Character.getType(c) != Character.FORMAT) {
                writable.appendCodePoint(writable(c));
                blank = false;
            }
        }
        return writable.toString().stripTrailing();
    }

    private int writable(int codePoint) {
        if (glyph(codePoint) != 0 && !Character.isISOControl(codePoint)) {
            return codePoint;
        }
        return Character.isSpaceChar(codePoint) ? NO_BREAK_SPACE : UNWRITABLE;
    }

    /** 0 where the font has none. */
    int glyph(int codePoint) {
        return glyphs.getGlyphId(codePoint);
    }

    /** In units of the font's size. */
    float width(String text) {
        int width = 0;
        for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            width += widths.getAdvanceWidth(glyph(c));
        }
        return width / unitsPerEm;
    }

    /** How far the baseline lies below the middle of its line, in units of the font's size. */
    float baseline() {
        return baseline;
    }

    /** Puts the font into a document that has these code points. Its glyphs bear the numbers of {@link #glyph}. */
    COSDictionary embed(PDDocument document, BitSet codePoints) throws IOException {
        return ordinary.suffice(codePoints) ? ordinary.embed(document) : subset(document, codePoints);
    }

    synchronized COSDictionary subset(PDDocument document, BitSet codePoints) throws IOException {
        PDType0Font subset = PDType0Font.load(document, font, true);
        codePoints.stream().forEach(subset::addToSubset);
        subset.subset();
        subset.getFontDescriptor().getCOSObject().removeItem(COSName.CID_SET); // names glyphs that are not there
        return subset.getCOSObject();
    }
}
