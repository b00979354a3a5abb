package io.esteira.intake;

import io.esteira.platform.web.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;

/** How many orders came and what became of them: {@code esteira.intake.orders} by outcome, and how long it took. */
final class IntakeMetrics {

    private static final String ORDERS = "esteira.intake.orders";

    private final MeterRegistry registry;
    private final Timer timer;
    private final Counter accepted;
    private final Counter spooled;
    private final Counter repeated;

    IntakeMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.timer = Timer.builder("esteira.intake.place")
                .publishPercentileHistogram()
                .register(registry);
        this.accepted = outcome("accepted", "");
        this.spooled = outcome("accepted", "SPOOLED");
        this.repeated = outcome("repeated", "");
    }

    Accepted timed(Supplier<Accepted> placing) {
        return Objects.requireNonNull(timer.record(placing));
    }

    /** Counts what is refused. */
    <T> T counted(Supplier<T> placing) {
        try {
            return placing.get();
        } catch (Problem problem) {
            String code = problem.violations().isEmpty()
                    ? String.valueOf(problem.status().value())
                    : problem.violations().getFirst().code();
            boolean unavailable = problem.status() == HttpStatus.SERVICE_UNAVAILABLE;
            outcome(unavailable ? "unavailable" : "refused", code).increment();
            throw problem;
        }
    }

    void accepted() {
        accepted.increment();
    }

    /** Accepted, though Kafka was away. */
    void acceptedBySpool() {
        spooled.increment();
    }

    void repeated() {
        repeated.increment();
    }

    /** @param code of a closed set, never what a caller sent */
    private Counter outcome(String outcome, String code) {
        return Counter.builder(ORDERS).tag("outcome", outcome).tag("code", code).register(registry);
    }
}
