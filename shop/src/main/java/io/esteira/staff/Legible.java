package io.esteira.staff;

import io.esteira.contracts.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bytes that anybody may have written, for people to look at. Nothing of them acts: no character that hides, moves or
 * reverses others is left as it is; the page escapes the rest.
 *
 * @param form what they are: JSON, other text, or neither
 * @param bytes how many there are
 * @param cut whether more was there than is shown
 */
record Legible(Form form, String text, int bytes, boolean cut) {

    enum Form {
        JSON,
        TEXT,
        HEX,
        NONE
    }

    private static final int CHARACTERS_MAX = 100_000;
    private static final int DUMPED_BYTES_MAX = 4_096;
    private static final int BYTES_IN_A_ROW = 16;
    private static final String HIDDEN = "•••";

    static Legible of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return new Legible(Form.NONE, "", 0, false);
        }
        try {
            JsonNode json = Json.mapper().readTree(bytes);
            if (json.isContainer()) {
                hideTokens(json);
                return shown(Form.JSON, json.toPrettyString(), bytes.length);
            }
        } catch (JacksonException e) {
            // then it is something else
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return shown(Form.TEXT, text, bytes.length);
        } catch (CharacterCodingException e) {
            return new Legible(Form.HEX, dump(bytes), bytes.length, bytes.length > DUMPED_BYTES_MAX);
        }
    }

    /** One line of it, for a table. */
    static String line(byte @Nullable [] bytes) {
        Legible legible = of(bytes);
        String text = legible.form() == Form.JSON && bytes != null
                ? visible(new String(bytes, StandardCharsets.UTF_8))
                : legible.text();
        return text.replace("\n", "\\n");
    }

    private static Legible shown(Form form, String text, int bytes) {
        boolean cut = text.length() > CHARACTERS_MAX;
        return new Legible(form, visible(cut ? text.substring(0, CHARACTERS_MAX) : text), bytes, cut);
    }

    /** What a payment is made with is nobody's to read, not even here. */
    private static void hideTokens(JsonNode json) {
        if (json instanceof ObjectNode object && object.has("token")) {
            object.put("token", HIDDEN);
        }
        json.forEach(Legible::hideTokens);
    }

    static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(each -> {
            int type = Character.getType(each);
            boolean acts = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.UNASSIGNED
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            if (acts && each != '\n' && each != '\t') {
                visible.append("\\u{").append(Integer.toHexString(each)).append('}');
            } else {
                visible.appendCodePoint(each);
            }
        });
        return visible.toString();
    }

    private static String dump(byte[] bytes) {
        StringBuilder dump = new StringBuilder();
        for (int row = 0; row < Math.min(bytes.length, DUMPED_BYTES_MAX); row += BYTES_IN_A_ROW) {
            StringBuilder hex = new StringBuilder();
            StringBuilder letters = new StringBuilder();
            for (int i = row; i < Math.min(row + BYTES_IN_A_ROW, bytes.length); i++) {
                hex.append("%02x ".formatted(bytes[i]));
                letters.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
            }
            dump.append("%06x  %-48s %s%n".formatted(row, hex, letters));
        }
        return dump.toString();
    }
}
