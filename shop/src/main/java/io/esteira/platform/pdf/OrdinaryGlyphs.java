package io.esteira.platform.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * A font with the characters of Western European languages, made and deflated once and copied into one document after
 * another. Choosing glyphs for each document anew took most of the time of printing.
 */
final class OrdinaryGlyphs {

    /** Beside ASCII. Each costs some 100 bytes in every document. */
    private static final String LETTERS_AND_SIGNS =
            "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ\u00a0£€ªº–’";

    private final BitSet codePoints = new BitSet();
    private final COSDictionary font;
    private final IdentityHashMap<COSStream, byte[]> contents = new IdentityHashMap<>();

    OrdinaryGlyphs(FontFile file) throws IOException {
        codePoints.set(' ', 0x7f);
        LETTERS_AND_SIGNS.codePoints().forEach(codePoints::set);
        try (PDDocument workshop = new PDDocument()) {
            font = file.subset(workshop, codePoints);
            keepContents(font);
        }
    }

    boolean suffice(BitSet wanted) {
        BitSet missing = (BitSet) wanted.clone();
        missing.andNot(codePoints);
        return missing.isEmpty();
    }

    COSDictionary embed(PDDocument document) throws IOException {
        return (COSDictionary) copy(font, document);
    }

    private void keepContents(COSBase part) throws IOException {
        if (part instanceof COSStream stream) {
            try (InputStream raw = stream.createRawInputStream()) {
                contents.put(stream, raw.readAllBytes());
            }
        } else if (part instanceof COSDictionary dictionary) {
            for (COSBase value : dictionary.getValues()) {
                keepContents(value);
            }
        } else if (part instanceof COSArray array) {
            for (COSBase element : array) {
                keepContents(element);
            }
        }
    }

    /** Dictionaries, arrays and streams belong to one document; names and numbers to all. */
    private COSBase copy(COSBase part, PDDocument document) throws IOException {
        return switch (part) {
            case COSStream stream -> copy(stream, document);
            case COSDictionary dictionary -> copyEntries(dictionary, new COSDictionary(), document);
            case COSArray array -> {
                COSArray copy = new COSArray();
                copy.setDirect(true);
                for (COSBase element : array) {
                    copy.add(copy(element, document));
                }
                yield copy;
            }
            default -> part;
        };
    }

    private COSStream copy(COSStream stream, PDDocument document) throws IOException {
        COSStream copy = document.getDocument().createCOSStream();
        copyEntries(stream, copy, document);
        try (OutputStream raw = copy.createRawOutputStream()) {
            raw.write(contents.get(stream));
        }
        return copy;
    }

    private <T extends COSDictionary> T copyEntries(COSDictionary from, T to, PDDocument document) throws IOException {
        for (Map.Entry<COSName, COSBase> entry : from.entrySet()) {
            to.setItem(entry.getKey(), copy(entry.getValue(), document));
        }
        return to;
    }
}
