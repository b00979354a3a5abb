/**
 * Every order as it stands, for pages, the console and API reads: a table built from the topics that can be dropped and
 * built again.
 *
 * <p>Consumes {@code orders.pending}, {@code orders.events} and {@code billing.events}; produces {@code Cancel} on
 * {@code orders.commands} when somebody asks for it here; owns the schema {@code orders}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"paper"})
package io.esteira.orders;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
