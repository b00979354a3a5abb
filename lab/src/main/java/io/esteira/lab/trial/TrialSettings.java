package io.esteira.lab.trial;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a trial is to be.
 *
 * @param orders that shoppers want
 * @param rate how many of them come in a second, whether they are served or not
 * @param out where journal, mails and reports go
 * @param isFlash whether all of them want the same, and there is far too little of it
 * @param properties that the shops get beside their own
 * @param keep whether the data of brokers and database stays
 */
record TrialSettings(
        long orders,
        long seed,
        int rate,
        Path out,
        List<FaultKind> faults,
        int brokers,
        int instances,
        boolean isShort,
        boolean keep,
        boolean isFlash,
        Map<String, String> properties) {

    /** Shops that have just started are slow, whatever breaks. */
    private static final int WARMING_SECONDS = 60;

    /** For how long it would take the regulars who buy before a sale opens, at full rate. */
    private static final int EARLY_SECONDS = 60;

    private static final int EARLY_SECONDS_SHORT = 5;

    TrialSettings {
        faults = List.copyOf(faults);
        properties = Map.copyOf(properties);
    }

    Schedule schedule() {
        return new Schedule(seed, faults, brokers, instances, isShort);
    }

    FlashSale flashSale() {
        return new FlashSale(seed, orders, (long) rate * (isShort ? EARLY_SECONDS_SHORT : EARLY_SECONDS));
    }

    Pace steady() {
        return new Pace(rate, 0);
    }

    Pace warmingUp() {
        return new Pace(rate, isShort ? 0 : WARMING_SECONDS);
    }
}
