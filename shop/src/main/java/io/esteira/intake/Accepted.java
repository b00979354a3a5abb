package io.esteira.intake;

import io.esteira.contracts.Money;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderStatus;
import java.time.Instant;

/**
 * The shop's word that it has the order.
 *
 * @param number what people call the order
 * @param trackingUrl the whole address of the order's own page
 */
public record Accepted(
        OrderId id, String number, OrderStatus status, Money total, Instant placedAt, String trackingUrl) {}
