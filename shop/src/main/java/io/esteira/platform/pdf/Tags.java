package io.esteira.platform.pdf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.common.PDNumberTreeNode;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDParentTreeValue;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDTableAttributeObject;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes;

/** What the parts of a document are, in the order in which they are read. */
final class Tags {

    private final PDStructureTreeRoot root = new PDStructureTreeRoot();
    private final PDStructureElement document = add(StandardStructureTypes.DOCUMENT, root);

    PDStructureElement document() {
        return document;
    }

    PDStructureElement add(String type, PDStructureNode parent) {
        PDStructureElement element = new PDStructureElement(type, parent);
        parent.appendKid(element);
        return element;
    }

    /** The head of a table's column. */
    PDStructureElement addHead(PDStructureElement row) {
        PDStructureElement head = add(StandardStructureTypes.TH, row);
        PDTableAttributeObject scope = new PDTableAttributeObject();
        scope.setScope(PDTableAttributeObject.SCOPE_COLUMN);
        scope.getCOSObject().setDirect(true);
        head.addAttribute(scope);
        return head;
    }

    void addTo(PDDocumentCatalog catalog, List<PdfPage> pages) {
        Map<Integer, PDParentTreeValue> parents = new LinkedHashMap<>();
        for (int number = 0; number < pages.size(); number++) {
            COSArray elements = new COSArray();
            for (PDStructureElement element : pages.get(number).elements()) {
                elements.add(element);
            }
            pages.get(number).page().setStructParents(number);
            parents.put(number, new PDParentTreeValue(elements));
        }
        PDNumberTreeNode tree = new PDNumberTreeNode(PDParentTreeValue.class);
        tree.setNumbers(parents);
        root.setParentTree(tree);
        root.setParentTreeNextKey(pages.size());
        catalog.setStructureTreeRoot(root);
    }
}
