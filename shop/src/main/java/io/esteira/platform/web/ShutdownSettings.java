package io.esteira.platform.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this process leaves.
 *
 * @param drain how long it goes on serving after it has said that it is not ready any more; longer than a load balancer
 *     takes to notice, and 0 where there is none
 */
@ConfigurationProperties("esteira.shutdown")
record ShutdownSettings(@DefaultValue("5s") Duration drain) {}
