package io.esteira.platform.spool;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * {@code esteira.spool.*}: what waits, of all processes together, and what this one put there and brought on from there.
 */
final class SpoolMetrics {

    private final Counter diverted;
    private final Counter drained;

    SpoolMetrics(MeterRegistry registry, SpoolWatch watch, Breaker breaker) {
        Gauge.builder("esteira.spool.records", watch, SpoolWatch::waiting)
                .description("Records that wait for Kafka, of all processes")
                .register(registry);
        Gauge.builder("esteira.spool.age", watch, SpoolWatch::oldestSeconds)
                .description("How long the oldest of them has waited")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("esteira.spool.kafka.away", breaker, each -> each.isOpen() ? 1 : 0)
                .description("Whether this process has stopped waiting for Kafka")
                .register(registry);
        Gauge.builder("esteira.spool.database.away", watch, each -> each.isReachable() ? 0 : 1)
                .description("Whether this process cannot reach the spool")
                .register(registry);
        diverted = Counter.builder("esteira.spool.diverted")
                .description("Records that went into the spool because Kafka was away")
                .register(registry);
        drained = Counter.builder("esteira.spool.drained")
                .description("Records that went on from the spool to Kafka")
                .register(registry);
    }

    void diverted() {
        diverted.increment();
    }

    void drained(int records) {
        drained.increment(records);
    }
}
