/**
 * Kafka, database and web plumbing that every context shares; knows no business. It owns the schema {@code access} (API
 * keys and staff accounts).
 */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package io.esteira.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
