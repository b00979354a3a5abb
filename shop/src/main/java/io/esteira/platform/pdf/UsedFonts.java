package io.esteira.platform.pdf;

import java.io.IOException;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;

/** Which characters a document writes in which font. */
final class UsedFonts {

    private final Map<PdfFont, BitSet> codePoints = new EnumMap<>(PdfFont.class);

    static String name(PdfFont font) {
        return font.name();
    }

    void use(PdfFont font, String text) {
        BitSet used = codePoints.computeIfAbsent(font, first -> new BitSet());
        text.codePoints().forEach(used::set);
    }

    PDResources embed(PDDocument document) throws IOException {
        COSDictionary fonts = new COSDictionary();
        for (Map.Entry<PdfFont, BitSet> used : codePoints.entrySet()) {
            COSName name = COSName.getPDFName(name(used.getKey()));
            fonts.setItem(name, used.getKey().file().embed(document, used.getValue()));
        }
        PDResources resources = new PDResources();
        resources.getCOSObject().setItem(COSName.FONT, fonts);
        return resources;
    }
}
