package io.esteira.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param patience how long a step may be owed that follows from another, and how long an order may outlast its own
 *     deadline
 * @param reservationTimeout an order's deadline for its stock, as order flow has it
 * @param paymentTimeout an order's deadline for its payment, as order flow has it
 * @param group the consumer group; books that are kept beside others in another database have one of their own
 * @param threads that read topics, in each process
 * @param maxBatch records at most in one transaction
 * @param gather for how long records are gathered for one transaction: what belongs to one order comes within a few
 *     seconds, and costs little more than one record if it is entered together
 * @param sweepEvery how often the books are looked through for what is overdue
 */
@ConfigurationProperties("esteira.audit")
record AuditSettings(
        @DefaultValue("2m") Duration patience,
        @DefaultValue("5m") Duration reservationTimeout,
        @DefaultValue("30m") Duration paymentTimeout,
        @DefaultValue("audit") String group,
        @DefaultValue("1") int threads,
        @DefaultValue("120000") int maxBatch,
        @DefaultValue("5s") Duration gather,
        @DefaultValue("5s") Duration sweepEvery) {}
