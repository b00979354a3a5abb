/**
 * Keeps products and prices, and takes what comes into the house and leaves it other than by orders.
 *
 * <p>Consumes {@code catalog.products} and {@code stock.levels} (to show them). Produces {@code catalog.products} and
 * {@code stock.commands}. Owns no tables.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.esteira.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
