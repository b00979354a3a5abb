/**
 * Writes to customers about their orders, once for each (order, transition, channel).
 *
 * <p>Consumes {@code orders.events} and {@code billing.events}; produces mails; owns the schema {@code notifications}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"paper"})
package io.esteira.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
