package io.esteira.orders;

import io.esteira.contracts.Order;
import io.esteira.contracts.OrderLine;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * By what an order is found: its number, the customer's e-mail address and the words of his name, its SKUs. Case and
 * accents don't matter, and the beginning of a word is enough.
 *
 * <p>Numbers are upper case and all else is lower case, so that the index tells them apart.
 */
final class SearchTerms {

    /** Between the terms in the text that goes to the database; part of no term. */
    static final String SEPARATOR = "\n";

    /** The database refuses words of 2 kB. */
    private static final int LONGEST = 100;

    private static final int MOST_WORDS = 8;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern NUMBER = Pattern.compile("[0-9A-HJKMNP-TV-Z]{1,16}");

    static String of(Order order) {
        Set<String> terms = new LinkedHashSet<>();
        terms.add(order.number().replace("-", ""));
        terms.add(folded(order.customer().email()));
        words(order.customer().name()).forEach(terms::add);
        order.lines().stream().map(OrderLine::sku).map(SearchTerms::folded).forEach(terms::add);
        return terms.stream()
                .filter(term -> !term.isEmpty())
                .map(term -> term.length() > LONGEST ? term.substring(0, LONGEST) : term)
                .distinct()
                .collect(Collectors.joining(SEPARATOR));
    }

    /** What {@code text} asks for, as a {@code tsquery}: each of its words, in any of the forms that a term can have. */
    static String query(String text) {
        return SPACE.splitAsStream(folded(text))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .map(SearchTerms::anyForm)
                .collect(Collectors.joining(" & "));
    }

    private static String anyForm(String word) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(prefix(word));
        String number = word.toUpperCase(Locale.ROOT)
                .replace("-", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        if (NUMBER.matcher(number).matches()) {
            forms.add(prefix(number));
        }
        String name = words(word).map(SearchTerms::prefix).collect(Collectors.joining(" & "));
        if (!name.isEmpty()) {
            forms.add("(" + name + ")");
        }
        return "(" + String.join(" | ", forms) + ")";
    }

    private static String prefix(String word) {
        String cut = word.length() > LONGEST ? word.substring(0, LONGEST) : word;
        return "'" + cut.replace("\\", "\\\\").replace("'", "''") + "':*";
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(NO_WORD.split(folded(text))).filter(word -> !word.isEmpty());
    }

    private static String folded(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return CONTROL.matcher(plain).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    private SearchTerms() {}
}
