package io.esteira.intake;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param recentOrders how many of the latest orders a process remembers to recognise repetitions */
@ConfigurationProperties("esteira.intake")
record IntakeSettings(@DefaultValue("1000000") int recentOrders) {}
