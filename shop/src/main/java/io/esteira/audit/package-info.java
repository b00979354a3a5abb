/**
 * Proves on the running system that no order is lost, doubled or oversold: keeps books of its own of everything that is
 * written, and says which of the eight invariants do not hold, and for which orders.
 *
 * <p>Consumes every topic but {@code catalog.products} and {@code orders.commands}, and the dead letters of order flow.
 * Reads {@code billing.invoices}, {@code billing.series} and {@code notifications.messages}: the auditor is the one
 * reader of other contexts' tables, and never writes them. Produces nothing; owns the schema {@code audit}. It shares no
 * rule with those it audits: transitions, sums and deadlines are its own.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.esteira.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
