/**
 * The shop that visitors see: catalogue, cart, checkout and each order's live page.
 *
 * <p>Consumes {@code catalog.products} and {@code stock.levels} (views in memory); places orders through
 * {@link io.esteira.intake.PlaceOrder} and follows them through {@link io.esteira.orders.Orders}. Produces nothing by
 * itself and owns no tables: a visitor's cart is in the visitor's cookie.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"intake", "orders", "paper"})
package io.esteira.storefront;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
