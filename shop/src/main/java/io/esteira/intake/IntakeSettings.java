package io.esteira.intake;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How orders are taken.
 *
 * @param recentOrders how many of the latest orders a process remembers to recognise repetitions
 * @param maxOrdersPerSecond how many each API client may place at one process; 0 for no limit
 */
@ConfigurationProperties("esteira.intake")
record IntakeSettings(
        @DefaultValue("1000000") int recentOrders,
        @DefaultValue("0") int maxOrdersPerSecond) {}
