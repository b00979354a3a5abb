/**
 * The console of the shop's people: find any order, see why it stands where it stands, cancel it, correct stock, read
 * the auditor's books, hand back what was parked, send mails again that were given up.
 *
 * <p>Views {@code stock.levels} and {@code catalog.products}; produces {@code Adjust} on {@code stock.commands}, and
 * cancellations through {@code orders}. Owns nothing.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"orders", "audit", "notifications", "paper"})
package io.esteira.staff;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
