package io.esteira.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

final class Caught {

    /** @param key the order's; null where the breach is not one order's */
    static void in(History history, String invariant, @Nullable String key, String text) {
        Verdict verdict = history.verdict();
        String order = key == null ? null : History.id(key).toString();
        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.finding(invariant).breaches())
                .as(() -> String.join("\n", verdict.lines()))
                .anyMatch(breach ->
                        breach.text().contains(text) && String.valueOf(order).equals(String.valueOf(breach.order())));
    }

    private Caught() {}
}
