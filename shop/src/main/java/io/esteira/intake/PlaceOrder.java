package io.esteira.intake;

import io.esteira.platform.web.Problem;

/** Takes an order. When this returns, the order is safe and every repetition is the same order. */
public interface PlaceOrder {

    /**
     * Accepts the order that {@code client} asks for under {@code idempotencyKey}, at catalogue prices.
     *
     * @param client who asks; keys of different clients do not meet
     * @param idempotencyKey 1 to 255 visible ASCII characters, the same for each repetition of one wish
     * @throws Problem if the request cannot be accepted: 409 if the total is not what was expected, 422 with one
     *     violation for each thing that is wrong; nothing was written then. 503 if it is unknown whether the order was
     *     taken; ask again with the same key
     */
    Accepted place(String client, String idempotencyKey, OrderRequest request);
}
