package io.esteira.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDParentTreeValue;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;

/** What a page draws, each with the mark that it stands under, and the parts that the marks belong to. */
record MarkedTexts(PDPage page, List<Mark> drawn, COSArray parts) {

    /** @param number of the part that it belongs to; -1 for what is no part of the whole */
    record Mark(String tag, int number) {}

    static MarkedTexts of(PDPage page, PDStructureTreeRoot root) throws IOException {
        PDParentTreeValue parts = (PDParentTreeValue) root.getParentTree().getValue(page.getStructParents());
        return new MarkedTexts(page, drawn(page), (COSArray) parts.getCOSObject());
    }

    private static List<Mark> drawn(PDPage page) throws IOException {
        List<Mark> drawn = new ArrayList<>();
        Deque<Mark> open = new ArrayDeque<>();
        List<COSBase> operands = new ArrayList<>();
        for (Object token : new PDFStreamParser(page).parse()) {
            if (!(token instanceof Operator operator)) {
                operands.add((COSBase) token);
                continue;
            }
            switch (operator.getName()) {
                case "BDC" -> open.push(mark((COSName) operands.getFirst(), (COSDictionary) operands.getLast()));
                case "EMC" -> open.pop();
                case "Tj", "re" -> {
                    assertThat(open).as("marks around " + operands).hasSize(1);
                    drawn.add(open.getFirst());
                }
                default -> assertThat(operator.getName()).isIn("BT", "ET", "Td", "Tf", "Tc", "rg", "f");
            }
            operands.clear();
        }
        assertThat(open).isEmpty();
        return drawn;
    }

    private static Mark mark(COSName tag, COSDictionary properties) {
        return new Mark(tag.getName(), properties.getInt(COSName.MCID));
    }

    void areAllMarked() {
        assertThat(drawn).isNotEmpty();
        List<Integer> seen = new ArrayList<>();
        for (Mark mark : drawn) {
            if (mark.tag().equals("Artifact")) {
                assertThat(mark.number()).isEqualTo(-1);
            } else {
                COSDictionary part = (COSDictionary) parts.getObject(mark.number());
                assertThat(part.getNameAsString(COSName.S)).isEqualTo(mark.tag());
                assertThat(part.getCOSDictionary(COSName.PG)).isSameAs(page.getCOSObject());
                assertThat(part.getDictionaryObject(COSName.K)).isEqualTo(COSInteger.get(mark.number()));
                seen.add(mark.number());
            }
        }
        assertThat(seen.stream().distinct()).hasSize(parts.size());
    }
}
