/**
 * Issues one invoice for each confirmed order, numbered without a gap.
 *
 * <p>Consumes {@code orders.events}; produces {@code billing.events}; owns the schema {@code billing}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.esteira.billing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
