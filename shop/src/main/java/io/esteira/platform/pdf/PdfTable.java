package io.esteira.platform.pdf;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes;
import org.jspecify.annotations.Nullable;

/** A table, row by row. A row stays on one page, and each page begins with the heads of the columns. */
public final class PdfTable {

    private final PdfDocument document;
    private final List<Column> columns;
    private final Look look;
    private final List<PdfText> heads;
    private @Nullable PDStructureElement element;

    /** @param right whether texts end at the right edge */
    public record Column(String head, float width, boolean right) {}

    /**
     * @param padding left and right of each text
     * @param headPadding above and below the heads
     * @param rowPadding above and below a row
     */
    public record Look(
            PdfStyle head,
            PdfStyle row,
            float padding,
            float headPadding,
            float rowPadding,
            int headColour,
            float ruleThickness,
            int ruleColour) {}

    public PdfTable(PdfDocument document, List<Column> columns, Look look) {
        this.document = document;
        this.columns = columns;
        this.look = look;
        this.heads = texts(columns.stream().map(Column::head).toList(), look.head());
    }

    /** @param cells one for each column */
    public void row(List<String> cells) {
        List<PdfText> texts = texts(cells, look.row());
        float height = height(texts) + 2 * look.rowPadding() + look.ruleThickness();
        if (element == null) {
            document.keepTogether(headHeight() + height);
            element = document.tags()
                    .add(StandardStructureTypes.TABLE, document.tags().document());
            heads(document.tags().add(StandardStructureTypes.TR, element));
        } else if (document.keepTogether(height)) {
            heads(null);
        }
        PDStructureElement row = document.tags().add(StandardStructureTypes.TR, element);
        float left = document.left() + look.padding();
        for (int i = 0; i < texts.size(); i++) {
            PDStructureElement cell = document.tags().add(StandardStructureTypes.TD, row);
            document.page().text(texts.get(i), left, document.top() + look.rowPadding(), cell);
            left += columns.get(i).width();
        }
        document.space(height - look.ruleThickness());
        document.rule(look.ruleThickness(), look.ruleColour());
    }

    /** @param row none where the heads are repeated */
    private void heads(@Nullable PDStructureElement row) {
        document.box(headHeight(), look.headColour());
        float left = document.left() + look.padding();
        float top = document.top() + look.headPadding();
        for (int i = 0; i < heads.size(); i++) {
            if (row == null) {
                document.page().repeatedText(heads.get(i), left, top);
            } else {
                document.page().text(heads.get(i), left, top, document.tags().addHead(row));
            }
            left += columns.get(i).width();
        }
        document.space(headHeight());
    }

    private float headHeight() {
        return height(heads) + 2 * look.headPadding();
    }

    private List<PdfText> texts(List<String> cells, PdfStyle style) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> PdfText.of(
                        cells.get(i),
                        style,
                        columns.get(i).width() - 2 * look.padding(),
                        columns.get(i).right()))
                .toList();
    }

    private static float height(List<PdfText> texts) {
        float height = 0;
        for (PdfText text : texts) {
            height = Math.max(height, text.height());
        }
        return height;
    }
}
