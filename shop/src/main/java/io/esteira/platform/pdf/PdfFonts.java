package io.esteira.platform.pdf;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The font family {@code sans}, regular and bold, read from the class path. A read font serves one document after
 * another, but only one at a time; reading it anew for each would take longer than printing.
 */
final class PdfFonts {

    private static final String FAMILY = "sans";
    private static final int REGULAR_WEIGHT = 400;
    private static final int BOLD_WEIGHT = 700;

    // Of the OpenType file format: the header, then an entry for each table that begins with its tag.
    private static final int HEADER_BYTES = 12;
    private static final int TABLE_ENTRY_BYTES = 16;
    private static final int GSUB = 0x47535542;
    private static final int UNKNOWN_TABLE = 0x58585858;

    private final Queue<Pair> idle = new ConcurrentLinkedQueue<>();

    private record Pair(TrueTypeFont regular, TrueTypeFont bold) {}

    Borrowed borrow() throws IOException {
        Pair pair = idle.poll();
        return new Borrowed(
                pair != null
                        ? pair
                        : new Pair(
                                read("/liberation/LiberationSans-Regular.ttf"),
                                read("/liberation/LiberationSans-Bold.ttf")));
    }

    private static TrueTypeFont read(String path) throws IOException {
        try (InputStream file = PdfFonts.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IOException("No font at " + path);
            }
            return new TTFParser().parse(new RandomAccessReadBuffer(withoutLigatures(file.readAllBytes())));
        }
    }

    /**
     * Renames the table of glyph substitutions, so that it is not found. Looking for ligatures took a third of the time
     * of printing, and they make text harder to search.
     */
    private static byte[] withoutLigatures(byte[] font) {
        ByteBuffer file = ByteBuffer.wrap(font);
        int tables = file.getShort(4);
        for (int entry = HEADER_BYTES; entry < HEADER_BYTES + tables * TABLE_ENTRY_BYTES; entry += TABLE_ENTRY_BYTES) {
            if (file.getInt(entry) == GSUB) {
                file.putInt(entry, UNKNOWN_TABLE);
            }
        }
        return font;
    }

    /** The fonts, for one document until closed. */
    final class Borrowed implements AutoCloseable {

        private final Pair pair;

        private Borrowed(Pair pair) {
            this.pair = pair;
        }

        void addTo(PdfRendererBuilder builder, PDDocument document) {
            builder.useFont(new Embedded(document, pair.regular()), FAMILY, REGULAR_WEIGHT, FontStyle.NORMAL, true);
            builder.useFont(new Embedded(document, pair.bold()), FAMILY, BOLD_WEIGHT, FontStyle.NORMAL, true);
        }

        @Override
        public void close() {
            idle.add(pair);
        }
    }

    /** Embeds those glyphs of a font that its document uses. */
    private static final class Embedded extends PDFontSupplier {

        private final PDDocument document;
        private final TrueTypeFont font;

        @SuppressWarnings("NullAway") // the supplied font is made when asked for
        Embedded(PDDocument document, TrueTypeFont font) {
            super(null);
            this.document = document;
            this.font = font;
        }

        @Override
        public PDFont supply() {
            try {
                return PDType0Font.load(document, font, true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
