package io.esteira.platform.pdf;

/** Liberation Sans: Latin, Greek and Cyrillic. */
public enum PdfFont {
    REGULAR,
    BOLD;

    /** Read when first needed, which takes longer than printing. */
    private static final class Files {
        private static final FontFile REGULAR_FILE = FontFile.read("/liberation/LiberationSans-Regular.ttf");
        private static final FontFile BOLD_FILE = FontFile.read("/liberation/LiberationSans-Bold.ttf");
    }

    FontFile file() {
        return switch (this) {
            case REGULAR -> Files.REGULAR_FILE;
            case BOLD -> Files.BOLD_FILE;
        };
    }
}
