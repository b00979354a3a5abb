package io.esteira.orders;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param group the consumer group; a database that is built beside the one in use has one of its own
 * @param threads that project, in each process; more than partitions are of no use
 * @param maxBatch records at most in one transaction
 * @param readTimeout how long a read waits for an order that the topics hold and the tables do not yet
 * @param liveInterval how often live pages' orders are looked at
 * @param maxFollowers live pages at most in each process
 */
@ConfigurationProperties("esteira.orders")
record OrdersSettings(
        @DefaultValue("orders") String group,
        @DefaultValue("4") int threads,
        @DefaultValue("2000") int maxBatch,
        @DefaultValue("5s") Duration readTimeout,
        @DefaultValue("200ms") Duration liveInterval,
        @DefaultValue("5000") int maxFollowers) {}
