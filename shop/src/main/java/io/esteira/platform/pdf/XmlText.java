package io.esteira.platform.pdf;

import java.util.stream.IntStream;

/** The characters that XML 1.0 admits. */
final class XmlText {

    private static final int REPLACEMENT = 0xFFFD;

    /** {@code text} with a replacement character for each that XML cannot hold. */
    static String clean(String text) {
        return text.codePoints().allMatch(XmlText::admitted) ? text : replaced(text.codePoints());
    }

    private static String replaced(IntStream codePoints) {
        return codePoints
                .map(c -> admitted(c) ? c : REPLACEMENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean admitted(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    private XmlText() {}
}
