package io.esteira.catalog;

import io.esteira.platform.validation.RequestCheck;
import io.esteira.platform.validation.WrittenMoney;
import io.esteira.platform.web.Problem;
import io.esteira.platform.web.Problem.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A file of products, CSV or JSON lines. What is wrong is told with the line's number as the pointer's first step. */
final class ProductFile {

    private static final Set<String> REQUIRED_COLUMNS = Set.of("sku", "currency", "amount");
    private static final Map<String, String> LANGUAGES = Map.of("en", "en", "pt_BR", "pt-BR");
    private static final Set<String> COLUMNS = Set.of(
            "sku",
            "name_en",
            "name_pt_BR",
            "currency",
            "amount",
            "description_en",
            "description_pt_BR",
            "image",
            "category",
            "active");
    private static final Set<String> BOOLEANS = Set.of("true", "false");
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .setNullString("")
            .get();

    private record Line(long number, ProductForm form) {}

    private final List<Line> lines = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    private ProductFile() {}

    static ProductFile csv(byte[] body) {
        ProductFile file = new ProductFile();
        try (CSVParser parser = CSVParser.parse(text(body), FORMAT)) {
            checkColumns(parser.getHeaderNames());
            for (CSVRecord row : parser) {
                file.add(row);
            }
            return file;
        } catch (CSVException e) {
            throw malformed("The body is not CSV: " + e.getMessage() + ".");
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw malformed("The body is not CSV with one header line.");
        }
    }

    private void add(CSVRecord row) {
        long number = row.getRecordNumber() + 1;
        String active = cell(row, "active");
        if (!row.isConsistent()) {
            violations.add(new Violation("/" + number, "MALFORMED", "has not as many cells as the first line"));
        } else if (active != null && !BOOLEANS.contains(active)) {
            violations.add(new Violation("/" + number + "/active", "MALFORMED", "must be true or false"));
        } else {
            lines.add(new Line(number, form(row)));
        }
    }

    static ProductFile jsonLines(byte[] body, JsonMapper mapper) {
        ProductFile file = new ProductFile();
        int number = 0;
        for (String line : text(body).split("\n", -1)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                ProductForm form = mapper.readerFor(ProductForm.class).readValue(line);
                if (form == null) {
                    throw new IllegalArgumentException("null");
                }
                file.lines.add(new Line(number, form));
            } catch (JacksonException | IllegalArgumentException e) {
                file.violations.add(new Violation("/" + number, "MALFORMED", "is not a product in JSON"));
            }
        }
        return file;
    }

    /** @throws Problem 422 with all that is wrong in any line */
    List<ProductForm> checked(RequestCheck check) {
        Set<String> seen = new HashSet<>();
        for (Line line : lines) {
            List<Violation> found = check.violations("/" + line.number, line.form);
            violations.addAll(found);
            if (found.isEmpty() && !seen.add(line.form.sku())) {
                violations.add(new Violation("/" + line.number + "/sku", "DUPLICATE_SKU", "is in this file before"));
            }
        }
        RequestCheck.refuse(violations);
        return lines.stream().map(Line::form).toList();
    }

    private static void checkColumns(List<String> header) {
        Set<String> names = Set.copyOf(header);
        if (!names.containsAll(REQUIRED_COLUMNS) || !COLUMNS.containsAll(names) || names.size() < header.size()) {
            throw malformed("The first line must name the columns: sku, name_en, name_pt_BR, currency, amount, and"
                    + " where wanted description_en, description_pt_BR, image, category, active.");
        }
    }

    /** Absent cells are for the check to find. */
    @SuppressWarnings("NullAway")
    private static ProductForm form(CSVRecord row) {
        String active = cell(row, "active");
        return new ProductForm(
                cell(row, "sku"),
                texts(row, "name_"),
                new WrittenMoney(cell(row, "currency"), cell(row, "amount")),
                texts(row, "description_"),
                cell(row, "image"),
                cell(row, "category"),
                active == null ? null : Boolean.valueOf(active));
    }

    private static Map<String, String> texts(CSVRecord row, String prefix) {
        Map<String, String> texts = new HashMap<>();
        LANGUAGES.forEach((column, tag) -> {
            String text = cell(row, prefix + column);
            if (text != null) {
                texts.put(tag, text);
            }
        });
        return texts;
    }

    private static @Nullable String cell(CSVRecord row, String column) {
        return row.isSet(column) ? row.get(column) : null;
    }

    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw malformed("The body is not UTF-8.");
        }
    }

    private static Problem malformed(String detail) {
        return Problem.of(HttpStatus.BAD_REQUEST, detail);
    }
}
