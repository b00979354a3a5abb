package io.esteira.platform.deadletters;

import java.util.List;

/** Which of a consumer's open letters are meant. */
public sealed interface Selection {

    String consumer();

    record OfKind(String consumer, String kind) implements Selection {}

    record Those(String consumer, List<Long> ids) implements Selection {
        public Those {
            ids = List.copyOf(ids);
        }
    }
}
