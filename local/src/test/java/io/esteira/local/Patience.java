package io.esteira.local;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How tests wait for what must happen: so long that a slow machine with too much to do is no reason to fail, and looking
 * at once, for most of it has happened already or is about to.
 */
public final class Patience implements BeforeAllCallback {

    public static final Duration LONG = Duration.ofMinutes(3);

    private static final Duration FIRST_LOOKS_EVERY = Duration.ofMillis(10);
    private static final Duration LATER_LOOKS_EVERY = Duration.ofMillis(100);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(LONG);
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval((looks, _) -> untilLook(looks + 1));
    }

    /** Each look a little later than the one before, so that whoever waits for long is no load. */
    private static Duration untilLook(int number) {
        Duration growing = FIRST_LOOKS_EVERY.multipliedBy(number);
        return growing.compareTo(LATER_LOOKS_EVERY) < 0 ? growing : LATER_LOOKS_EVERY;
    }
}
