package io.esteira.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.esteira.audit.Observation.Placed;
import io.esteira.audit.Observation.PlacingParked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code orders.pending} and its dead letters hold under one order's id.
 *
 * @param copies records, however alike
 * @param fingerprints the different orders among them; the first is the one that counts
 * @param parked those of them that were put aside
 * @param wanted pieces by SKU of the first
 * @param last when the last of {@code fingerprints} came
 */
record Placing(
        @JsonProperty("n") int copies,
        @JsonProperty("f") List<String> fingerprints,
        @JsonProperty("p") List<String> parked,
        @JsonProperty("w") Map<String, Integer> wanted,
        @JsonProperty("t") @Nullable Instant first,
        @JsonProperty("l") @Nullable Instant last) {

    static final Placing NONE = new Placing(0, List.of(), List.of(), Map.of(), null, null);

    /** Enough to tell fingerprints of one order apart. */
    static final int DIGITS = 16;

    /** Whoever writes ever new bodies under one key is not followed for ever. */
    private static final int MOST = 100;

    Placing note(Placed placed) {
        String fingerprint = placed.fingerprint();
        if (fingerprints.contains(fingerprint) || fingerprints.size() >= MOST) {
            return new Placing(copies + 1, fingerprints, parked, wanted, first, last);
        }
        boolean begins = fingerprints.isEmpty();
        return new Placing(
                copies + 1,
                and(fingerprints, fingerprint),
                parked,
                begins ? placed.wanted() : wanted,
                begins ? placed.at() : first,
                placed.at());
    }

    Placing note(PlacingParked told) {
        List<String> now = new ArrayList<>(parked);
        now.remove(told.fingerprint());
        if (told.parked()) {
            now.add(told.fingerprint());
        }
        return new Placing(copies, fingerprints, now, wanted, first, last);
    }

    boolean isParked() {
        return !fingerprints.isEmpty() && parked.containsAll(fingerprints);
    }

    void waits(History history, Bounds bounds, List<Wait> waits) {
        if (first == null || last == null) {
            Instant began = history.began();
            if (began != null) {
                waits.add(Wait.of(Finding.of(Offence.NEVER_PLACED), began, bounds.step()));
            }
            return;
        }
        if (history.began() == null && !isParked()) {
            waits.add(Wait.of(Finding.of(Offence.NEVER_ACCEPTED), first, bounds.stock()));
        }
        if (fingerprints.size() > 1 && fingerprints.stream().skip(1).anyMatch(other -> !parked.contains(other))) {
            waits.add(Wait.of(Finding.of(Offence.OTHER_ORDER), last, bounds.stock()));
        }
    }

    private static List<String> and(List<String> some, String one) {
        List<String> more = new ArrayList<>(some);
        more.add(one);
        return more;
    }
}
