package io.esteira.platform.pdf;

import com.openhtmltopdf.extend.impl.FSDefaultCacheStore;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import io.esteira.platform.text.Templates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.springframework.stereotype.Component;

/**
 * Prints a template as PDF. The same template with the same variables gives the same bytes, so that nobody needs to
 * keep the PDF of a document that he can print again.
 *
 * <p>Nothing is loaded from anywhere while printing: whatever address stands in the HTML, it is not opened.
 */
@Component
public final class PdfPrinter {

    private static final String PRODUCER = "Esteira";

    /** Stands for what the fonts cannot write: they have Latin, Greek and Cyrillic. */
    private static final String UNWRITABLE = "?";

    private final Templates templates;
    private final PdfFonts fonts = new PdfFonts();
    private final FSDefaultCacheStore fontMetrics = new FSDefaultCacheStore();

    public PdfPrinter(Templates templates) {
        XRLog.setLoggingEnabled(false); // it logs each step of each document, at INFO and above
        this.templates = templates;
    }

    /**
     * @param template as for {@link Templates#html}; the result must be well-formed XML
     * @param at when the document came to be; the PDF bears it as its date
     */
    public byte[] print(String template, Map<String, ?> variables, Locale locale, Instant at) {
        String html = XmlText.clean(templates.html(template, variables, locale));
        try (PdfFonts.Borrowed borrowed = fonts.borrow();
                PDDocument document = new PDDocument();
                PdfBoxRenderer renderer = renderer(html, document, borrowed)) {
            renderer.createPDFWithoutClosing();
            document.getDocumentInformation().setCreationDate(GregorianCalendar.from(at.atZone(ZoneOffset.UTC)));
            document.setDocumentId(digest(html));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot print " + template, e);
        }
    }

    private PdfBoxRenderer renderer(String html, PDDocument document, PdfFonts.Borrowed borrowed) throws IOException {
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .usePDDocument(document)
                .withProducer(PRODUCER)
                .withHtmlContent(html, null)
                // Besides being readable to all, PDF/UA keeps the fonts of the machine out of it.
                .usePdfUaAccessibility(true)
                .useReplacementText(UNWRITABLE)
                .useUriResolver((base, address) -> null)
                .useCacheStore(PdfRendererBuilder.CacheStore.PDF_FONT_METRICS, fontMetrics);
        for (ExternalResourceControlPriority moment : ExternalResourceControlPriority.values()) {
            builder.useExternalResourceAccessControl((address, type) -> false, moment);
        }
        borrowed.addTo(builder, document);
        return builder.buildPdfRenderer();
    }

    private static long digest(String html) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(html.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
