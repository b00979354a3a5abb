package io.esteira.audit;

import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** Down where an invariant is broken, unknown where the books are not up to date. */
final class AuditHealth extends AbstractHealthIndicator {

    private final Audit audit;
    private final Duration patience;

    /** @param patience how old books may be that still say something */
    AuditHealth(Audit audit, Duration patience) {
        super("The auditor's books cannot be read");
        this.audit = audit;
        this.patience = patience;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        AuditReport report = audit.report();
        Instant complete = report.completeUntil();
        boolean current = complete != null && complete.plus(patience).isAfter(report.at());
        builder.status(!report.holds() ? Status.DOWN : current ? Status.UP : Status.UNKNOWN);
        builder.withDetail("lag", report.lag());
        if (complete != null) {
            builder.withDetail("completeUntil", complete.toString());
        }
        report.invariants().stream()
                .filter(standing -> !standing.holds())
                .forEach(standing -> builder.withDetail(standing.invariant().name(), standing.breaches()));
    }
}
