package io.esteira.payments;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How payments are worked on.
 *
 * @param concurrency share consumers of this process
 * @param callsPerConsumer requests that each of them takes at once; all together work on as many times their number
 * @param sweepEvery how often to look for intents that are due again
 * @param lease how long an intent belongs to whoever took it; then any instance may take it up
 * @param longestPause between two attempts
 * @param patience how long a capture is tried that the gateway fails without taking money; below the order's own
 *     {@code esteira.orderflow.payment-timeout}
 * @param missedAfter how long the share group has for a request before it counts as missed
 * @param sandbox the built-in gateway
 */
@ConfigurationProperties("esteira.payments")
record PaymentsSettings(
        @DefaultValue("4") int concurrency,
        @DefaultValue("256") int callsPerConsumer,
        @DefaultValue("100ms") Duration sweepEvery,
        @DefaultValue("5s") Duration lease,
        @DefaultValue("30s") Duration longestPause,
        @DefaultValue("20m") Duration patience,
        @DefaultValue("15s") Duration missedAfter,
        @DefaultValue Sandbox sandbox) {

    /** @param latency how long each call takes */
    record Sandbox(@DefaultValue("0ms") Duration latency) {}
}
