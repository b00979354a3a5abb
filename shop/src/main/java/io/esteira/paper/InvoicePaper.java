package io.esteira.paper;

import static io.esteira.platform.pdf.PdfDocument.millimetres;

import io.esteira.contracts.Address;
import io.esteira.contracts.Customer;
import io.esteira.contracts.Invoice;
import io.esteira.platform.pdf.PdfColumn;
import io.esteira.platform.pdf.PdfDocument;
import io.esteira.platform.pdf.PdfFont;
import io.esteira.platform.pdf.PdfStyle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One invoice, from its head to its foot. */
final class InvoicePaper {

    private static final int INK = 0x1f2937;
    private static final int FAINT = 0x6b7280;
    private static final int RULE = 0xd1d5db;
    private static final int ACCENT = 0x0f766e;

    private static final PdfStyle TITLE = new PdfStyle(PdfFont.BOLD, 22, 24.2f, ACCENT);
    private static final PdfStyle PLAIN = new PdfStyle(PdfFont.REGULAR, 9.5f, 13.3f, INK);
    private static final PdfStyle STRONG = new PdfStyle(PdfFont.BOLD, 9.5f, 13.3f, INK);
    private static final PdfStyle LABEL = new PdfStyle(PdfFont.REGULAR, 7.5f, 10.5f, FAINT, 0.4f);
    private static final PdfStyle SUM = new PdfStyle(PdfFont.BOLD, 13, 18.2f, INK);
    private static final PdfStyle NOTE = new PdfStyle(PdfFont.REGULAR, 9.5f, 13.3f, 0x4b5563);
    private static final PdfStyle FOOTER = new PdfStyle(PdfFont.REGULAR, 8, 11.2f, FAINT);

    private static final PdfDocument.Margins MARGINS =
            new PdfDocument.Margins(millimetres(18), millimetres(18), millimetres(22));
    private static final float BETWEEN_COLUMNS = millimetres(6);

    private final Invoice invoice;
    private final Words words;
    private final String title;
    private final PdfDocument paper;

    InvoicePaper(Invoice invoice, Words words) {
        this.invoice = invoice;
        this.words = words;
        this.title = words.text("invoice.title", invoice.label());
        this.paper = new PdfDocument(
                new PdfDocument.About(title, invoice.seller().name(), words.locale(), invoice.issuedAt()), MARGINS);
    }

    byte[] draw() {
        head();
        parties();
        new InvoiceTable(invoice, words).draw(paper, PLAIN, ACCENT);
        end();
        return paper.bytes(this::footer);
    }

    private void head() {
        String name = words.text("invoice");
        float nameWidth = Math.max(TITLE.width(name), STRONG.width(invoice.label()));
        PdfColumn what = new PdfColumn(0, nameWidth, false)
                .title(name, TITLE)
                .space(millimetres(1))
                .text(invoice.label(), STRONG);
        float left = nameWidth + BETWEEN_COLUMNS;
        Invoice.Seller seller = invoice.seller();
        PdfColumn who = new PdfColumn(left, paper.width() - left, true)
                .text(seller.name(), STRONG)
                .text(seller.address(), PLAIN)
                .text(words.taxId(seller.taxId()), PLAIN)
                .text(seller.email(), PLAIN);
        paper.columns(what, who);
        paper.space(millimetres(8));
    }

    private void parties() {
        paper.rule(0.6f, RULE);
        paper.space(millimetres(5));
        paper.columns(customer(), delivery(), dates());
        paper.space(millimetres(8));
    }

    private PdfColumn customer() {
        Customer customer = invoice.customer();
        PdfColumn column = label(third(0), "customer").text(customer.name(), STRONG);
        if (customer.taxId() != null) {
            column.text(words.taxId(customer.taxId()), PLAIN);
        }
        column.text(customer.email(), PLAIN);
        return textUnlessNull(column, customer.phone());
    }

    private PdfColumn delivery() {
        Address address = invoice.address();
        PdfColumn column = label(third(1), "delivery").text(address.line1(), PLAIN);
        textUnlessNull(column, address.line2());
        String region = address.region() == null ? "" : ", " + address.region();
        return column.text(address.city() + region, PLAIN).text(address.postalCode() + " " + address.country(), PLAIN);
    }

    private PdfColumn dates() {
        PdfColumn column = label(third(2), "invoice.date").text(words.date(invoice.issuedAt()), PLAIN);
        label(column.space(millimetres(2)), "order").text(invoice.orderNumber(), STRONG);
        return label(column.space(millimetres(2)), "order.date").text(words.date(invoice.placedAt()), PLAIN);
    }

    private PdfColumn third(int number) {
        float width = paper.width() / 3;
        return new PdfColumn(number * width, width - BETWEEN_COLUMNS, false);
    }

    private PdfColumn label(PdfColumn column, String key) {
        return column.text(words.label(key), LABEL).space(millimetres(0.6));
    }

    private static PdfColumn textUnlessNull(PdfColumn column, @Nullable String text) {
        return text == null ? column : column.text(text, PLAIN);
    }

    /** What is to be paid and the notes below stay together. */
    private void end() {
        float padding = millimetres(2);
        String name = words.text("total");
        float nameWidth = SUM.width(name);
        float left = padding + nameWidth + BETWEEN_COLUMNS;
        PdfColumn total = new PdfColumn(padding, nameWidth, false).text(name, SUM);
        PdfColumn amount =
                new PdfColumn(left, paper.width() - padding - left, true).text(words.money(invoice.total()), SUM);
        PdfColumn notes = new PdfColumn(0, paper.width(), false)
                .text(words.text("paid", invoice.paymentReference()), NOTE)
                .space(millimetres(5))
                .text(words.text("thanks"), NOTE);

        float above = millimetres(4);
        float ruleThickness = 1.2f;
        float around = millimetres(3);
        float beforeNotes = millimetres(5);
        paper.keepTogether(above + ruleThickness + 2 * around + amount.height() + beforeNotes + notes.height());
        paper.space(above);
        paper.rule(ruleThickness, ACCENT);
        paper.space(around);
        paper.columns(total, amount);
        paper.space(around + beforeNotes);
        paper.columns(notes);
    }

    private List<PdfColumn> footer(int page, int pages) {
        float half = paper.width() / 2;
        return List.of(
                new PdfColumn(0, half, false).text(title, FOOTER),
                new PdfColumn(half, half, true).text(words.text("page", page, pages), FOOTER));
    }
}
