/**
 * Takes and gives back money at the payment gateway: never twice, and never without knowing in the end whether it
 * happened.
 *
 * <p>Consumes {@code payments.requests}, twice: the share group {@code payments} works on requests as they come, many
 * at once; the consumer group {@code payments-missed} goes over the same topic a few seconds later and writes down what
 * the share group has not. A share group alone is not enough for money: after five deliveries that ended without an
 * acknowledgement (five crashes are enough) the broker archives a record for good.
 *
 * <p>Produces {@code payments.events}. Owns the schema {@code payments}: an intent for each order and kind, written
 * before the gateway is called, and the sandbox gateway's own memory. Whatever fails after the intent was written is
 * taken up again from it, by any instance.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.esteira.payments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
