package io.esteira.contracts;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be bought.
 *
 * @param name by language tag: {@code pt-BR}, {@code en}
 * @param description by language tag; may be empty
 * @param image path or URL of a picture
 * @param active false for what is no longer sold; kept because old orders name it
 */
public record Product(
        String sku,
        Map<String, String> name,
        Map<String, String> description,
        Money price,
        @Nullable String image,
        @Nullable String category,
        boolean active,
        Instant at)
        implements Message {

    public Product {
        name = Map.copyOf(name);
        description = Map.copyOf(description);
    }

    /** The name in {@code locale}, else in English, else in any language. */
    public String name(String locale) {
        return inLanguage(name, locale, sku);
    }

    /** As {@link #name(String)}; empty where nothing was written. */
    public String description(String locale) {
        return inLanguage(description, locale, "");
    }

    private static String inLanguage(Map<String, String> texts, String locale, String otherwise) {
        String text = texts.getOrDefault(locale, texts.get("en"));
        return text != null
                ? text
                : texts.values().stream().sorted().findFirst().orElse(otherwise);
    }

    /** The same product written again in the same words is another fact: it may undo what came between. */
    @Override
    public String factId() {
        return sku + "/" + at.toEpochMilli();
    }
}
