/**
 * Kafka, database and web plumbing that every context shares; knows no business. It owns the schemas {@code access}
 * (API keys and staff accounts), {@code parking} (records that could not be processed) and {@code spool} (records that
 * wait for Kafka).
 */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package io.esteira.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
