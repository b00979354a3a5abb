/**
 * Leads every order from placed to a final state, and keeps the stock that orders draw on.
 *
 * <p>Consumes {@code orders.pending}, {@code orders.commands}, {@code payments.events} and {@code stock.commands}.
 * Produces {@code orders.events}, {@code payments.requests} and {@code stock.levels}, and between its two halves
 * {@code stock.requests} and {@code stock.events}. Owns the state stores of the Kafka Streams application, and no
 * table. What it cannot process stands in the source topic's dead letters, and comes back through
 * {@code orderflow.redrive} and {@code stock.redrive}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.esteira.orderflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
