package io.esteira.paper;

import static io.esteira.platform.pdf.PdfDocument.millimetres;

import io.esteira.contracts.Invoice;
import io.esteira.contracts.OrderLine;
import io.esteira.platform.pdf.PdfDocument;
import io.esteira.platform.pdf.PdfFont;
import io.esteira.platform.pdf.PdfStyle;
import io.esteira.platform.pdf.PdfTable;
import java.util.ArrayList;
import java.util.List;

/** What was bought. */
final class InvoiceTable {

    private static final float PADDING = millimetres(2);

    /** Columns of numbers grow with them up to here: the largest amounts that are taken fit, and leave the description 19 mm. */
    private static final float WIDEST_NUMBERS = millimetres(42);

    private final Words words;
    private final List<List<String>> rows = new ArrayList<>();

    InvoiceTable(Invoice invoice, Words words) {
        this.words = words;
        for (OrderLine line : invoice.lines()) {
            rows.add(List.of(
                    Integer.toString(rows.size() + 1),
                    line.sku(),
                    line.name(),
                    words.number(line.quantity()),
                    words.money(line.unitPrice()),
                    words.money(line.amount())));
        }
    }

    void draw(PdfDocument paper, PdfStyle style, int accent) {
        PdfTable table = new PdfTable(paper, columns(paper.width(), style), look(style, accent));
        rows.forEach(table::row);
    }

    private static PdfTable.Look look(PdfStyle style, int accent) {
        PdfStyle head = new PdfStyle(PdfFont.BOLD, 8, 11.2f, 0xffffff);
        return new PdfTable.Look(head, style, PADDING, PADDING, millimetres(1.8), accent, 0.4f, 0xe5e7eb);
    }

    private List<PdfTable.Column> columns(float width, PdfStyle style) {
        PdfTable.Column line = numbers("line", 0, 13, false, style);
        PdfTable.Column sku = new PdfTable.Column(words.text("sku"), millimetres(30), false);
        PdfTable.Column quantity = numbers("quantity", 3, 24, true, style);
        PdfTable.Column price = numbers("unit-price", 4, 30, true, style);
        PdfTable.Column amount = numbers("amount", 5, 30, true, style);
        float rest = width - line.width() - sku.width() - quantity.width() - price.width() - amount.width();
        PdfTable.Column description = new PdfTable.Column(words.text("description"), rest, false);
        return List.of(line, sku, description, quantity, price, amount);
    }

    private PdfTable.Column numbers(String head, int column, double millimetres, boolean right, PdfStyle style) {
        float width = millimetres(millimetres);
        for (List<String> row : rows) {
            width = Math.max(width, style.width(row.get(column)) + 2 * PADDING);
        }
        return new PdfTable.Column(words.text(head), Math.min(width, WIDEST_NUMBERS), right);
    }
}
