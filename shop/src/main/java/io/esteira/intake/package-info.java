/**
 * Takes orders: validates, prices and accepts them durably.
 *
 * <p>Consumes {@code catalog.products} (prices and names) and its own {@code orders.pending} (to know repetitions).
 * Produces {@code orders.pending}, by way of {@code platform.spool} where Kafka is away. Owns no tables.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.esteira.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
