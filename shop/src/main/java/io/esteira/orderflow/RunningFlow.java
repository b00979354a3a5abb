package io.esteira.orderflow;

import io.esteira.platform.Phases;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/** Runs the flow for as long as the application runs. */
final class RunningFlow implements SmartLifecycle, HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(RunningFlow.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final OrderFlow flow;
    private final Properties properties;
    private final GroupMembershipOperation farewell;
    private volatile @Nullable KafkaStreams streams;
    private volatile boolean hasRun;

    /** @param farewell whether others take the work over at once when this process stops, or wait for it to return */
    RunningFlow(OrderFlow flow, Properties properties, GroupMembershipOperation farewell) {
        this.farewell = farewell;
        this.flow = flow;
        this.properties = properties;
    }

    @Override
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        KafkaStreams started = new KafkaStreams(flow.topology(), properties, new OrderlyClients(flow.turnstile()));
        started.setUncaughtExceptionHandler(RunningFlow::beginAgain);
        hasRun = false;
        started.setStateListener((now, before) -> {
            hasRun |= now == KafkaStreams.State.RUNNING;
            log.info("The flow is {}, it was {}", now, before);
        });
        started.start();
        streams = started;
    }

    /**
     * A thread that failed is replaced and begins again after the last commit: what fails here is a broker that is
     * away. Messages that cannot be processed never come this far.
     */
    private static StreamThreadExceptionResponse beginAgain(Throwable failure) {
        log.error("A thread of the flow failed and is replaced", failure);
        LockSupport.parkNanos(PAUSE_NANOS); // lest a lasting failure turn into a busy loop
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    @Override
    public synchronized void stop() {
        KafkaStreams running = streams;
        streams = null;
        if (running != null
                && !running.close(CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(farewell))) {
            log.warn(
                    "The flow did not close within {}; its last steps are taken again at the next start",
                    CLOSE_TIMEOUT);
        }
    }

    @Override
    public boolean isRunning() {
        return streams != null;
    }

    @Override
    public int getPhase() {
        return Phases.WORK;
    }

    @Override
    public Health health() {
        KafkaStreams running = streams;
        if (running == null) {
            return Health.outOfService().build();
        }
        KafkaStreams.State state = running.state();
        Health.Builder health = switch (state) {
            case RUNNING -> Health.up();
            case CREATED, REBALANCING, PENDING_SHUTDOWN, NOT_RUNNING -> Health.outOfService();
            case PENDING_ERROR, ERROR -> Health.down();
        };
        return health.withDetail("state", state.name()).build();
    }
}
