package io.esteira.contracts;

/**
 * One line of an order, priced when the order was placed.
 *
 * @param name the product's name in the customer's language, as it stood when the order was placed
 */
public record OrderLine(String sku, String name, int quantity, Money unitPrice) {

    public Money amount() {
        return unitPrice.times(quantity);
    }
}
