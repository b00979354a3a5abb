package io.esteira.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A report for people: one page that needs nothing beside it, no script, no font, no network. */
public final class HtmlPage {

    private final StringBuilder page = new StringBuilder();

    /** @param title plain text */
    public HtmlPage(String title) {
        add("""
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <style>%s</style></head><body>
                """, text(title), style());
    }

    /** @param arguments those that are not HTML themselves went through {@link #text} */
    @SuppressWarnings("AnnotateFormatMethod") // that annotation would be a dependency for nothing else
    public void add(String format, Object... arguments) {
        page.append(String.format(Locale.ROOT, format, arguments));
    }

    public void addAsIs(String html) {
        page.append(html);
    }

    /** The whole page, ended. */
    public String end() {
        return page.append("</body></html>\n").toString();
    }

    /** Plain text as it may stand between tags and in attributes. */
    public static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String style() {
        try (InputStream css = HtmlPage.class.getResourceAsStream("report.css")) {
            if (css == null) {
                throw new IllegalStateException("report.css is not in the jar");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
