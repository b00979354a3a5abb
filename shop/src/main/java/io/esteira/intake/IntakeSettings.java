package io.esteira.intake;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How orders are taken.
 *
 * @param recentOrders how many of the latest orders a process remembers to recognise repetitions
 * @param maxOrdersPerSecond how many each API client may place at one process; 0 for no limit
 * @param maxBatches how many batches a process works on at a time
 * @param kafkaPatience how long an order waits for Kafka before it goes into the spool
 * @param spoolLimit how many orders may wait in the spool before no more are taken
 */
@ConfigurationProperties("esteira.intake")
record IntakeSettings(
        @DefaultValue("1000000") int recentOrders,
        @DefaultValue("0") int maxOrdersPerSecond,
        @DefaultValue("16") int maxBatches,
        @DefaultValue("1500ms") Duration kafkaPatience,
        @DefaultValue("500000") long spoolLimit) {}
