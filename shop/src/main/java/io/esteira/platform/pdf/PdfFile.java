package io.esteira.platform.pdf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.List;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/** Puts drawn pages into a file, with all that PDF/UA-1 wants to know of it. */
final class PdfFile {

    private static final float VERSION = 1.7f; // the one that PDF/UA-1 is about
    private static final String PRODUCER = "Esteira";
    private static final int EXPECTED_BYTES = 1 << 16;

    private final PdfDocument.About about;

    PdfFile(PdfDocument.About about) {
        this.about = about;
    }

    byte[] bytes(List<PdfPage> pages, Tags tags, UsedFonts fonts) {
        try (PDDocument document = new PDDocument()) {
            document.setVersion(VERSION);
            PDResources resources = fonts.embed(document);
            MessageDigest digest = sha256();
            for (PdfPage page : pages) {
                page.page().setResources(resources);
                digest.update(page.addTo(document));
            }
            tags.addTo(document.getDocumentCatalog(), pages);
            describe(document);
            document.setDocumentId(ByteBuffer.wrap(digest.digest()).getLong());
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(EXPECTED_BYTES);
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot print " + about.title(), e);
        }
    }

    private void describe(PDDocument document) throws IOException {
        PDDocumentInformation information = document.getDocumentInformation();
        information.setTitle(about.title());
        information.setAuthor(about.author());
        information.setProducer(PRODUCER);
        information.setCreationDate(GregorianCalendar.from(about.at().atZone(ZoneOffset.UTC)));

        PDDocumentCatalog catalog = document.getDocumentCatalog();
        catalog.setLanguage(about.language().toLanguageTag());
        PDMarkInfo marks = new PDMarkInfo();
        marks.setMarked(true);
        catalog.setMarkInfo(marks);
        PDViewerPreferences viewer = new PDViewerPreferences(new COSDictionary());
        viewer.setDisplayDocTitle(true);
        catalog.setViewerPreferences(viewer);
        byte[] metadata = Xmp.of(about, PRODUCER).getBytes(StandardCharsets.UTF_8);
        catalog.setMetadata(new PDMetadata(document, new ByteArrayInputStream(metadata)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
