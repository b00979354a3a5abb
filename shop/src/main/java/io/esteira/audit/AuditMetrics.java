package io.esteira.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The same numbers as the page, read when somebody asks for them. */
final class AuditMetrics implements MeterBinder {

    private static final List<String> BEFORE_EVENTS = List.of("SPOOLED", "PLACED", "PARKED", "UNKNOWN");

    private final Audit audit;

    AuditMetrics(Audit audit) {
        this.audit = audit;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Invariant invariant : Invariant.values()) {
            Gauge.builder("esteira.audit.breaches", () -> breaches(invariant))
                    .tag("invariant", invariant.name())
                    .description("Breaches that are not settled")
                    .register(registry);
        }
        List<String> states = new ArrayList<>(BEFORE_EVENTS);
        Arrays.stream(Stage.values()).map(Enum::name).forEach(states::add);
        for (String state : states) {
            Gauge.builder("esteira.audit.orders", () -> audit.report().orders().getOrDefault(state, 0L))
                    .tag("state", state)
                    .description("Orders that stand so by the auditor's books")
                    .register(registry);
        }
        Gauge.builder("esteira.audit.lag", () -> audit.report().lag())
                .description("Records and rows that are written and not in the auditor's books")
                .register(registry);
        Gauge.builder("esteira.audit.age", this::ageSeconds)
                .description("For how long the auditor's books have not been complete")
                .baseUnit("seconds")
                .register(registry);
    }

    private double ageSeconds() {
        AuditReport report = audit.report();
        Instant complete = report.completeUntil();
        return complete == null
                ? Double.NaN
                : Duration.between(complete, report.at()).toMillis() / 1000.0;
    }

    private long breaches(Invariant invariant) {
        return audit.report().invariants().stream()
                .filter(standing -> standing.invariant() == invariant)
                .mapToLong(AuditReport.Standing::breaches)
                .sum();
    }
}
