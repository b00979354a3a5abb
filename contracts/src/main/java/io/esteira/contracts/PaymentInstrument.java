package io.esteira.contracts;

/**
 * How the customer pays: a method and the gateway's token for it. The token stands for the card; the card's number is
 * never seen here.
 */
public record PaymentInstrument(String method, String token) {

    @Override
    public String toString() {
        return method;
    }
}
