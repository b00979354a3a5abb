package io.esteira.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What is wrong with one subject.
 *
 * @param about tells findings of the same kind apart: an SKU, a transition, a number
 * @param details for people: what was seen
 */
record Finding(
        @JsonProperty("o") Offence offence,
        @JsonProperty("k") String about,
        @JsonProperty("d") List<String> details) {

    Finding {
        details = List.copyOf(details);
    }

    static Finding of(Offence offence) {
        return new Finding(offence, "", List.of());
    }

    static Finding of(Offence offence, String about, Object... details) {
        String[] told = new String[details.length];
        for (int i = 0; i < told.length; i++) {
            told[i] = String.valueOf(details[i]);
        }
        return new Finding(offence, about, List.of(told));
    }

    /** Only what tells it from others. */
    static Finding ofKey(String key) {
        int slash = key.indexOf('/');
        return of(Offence.valueOf(key.substring(0, slash)), key.substring(slash + 1));
    }

    /** The same for the same trouble, whatever the details. */
    String key() {
        return offence + "/" + about;
    }
}
