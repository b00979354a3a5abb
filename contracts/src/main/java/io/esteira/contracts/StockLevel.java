package io.esteira.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * One SKU's stock as it stands.
 *
 * @param onHand pieces in the house, the reserved ones among them
 * @param reserved pieces set aside for orders that are not paid yet
 * @param version one more with each change of this SKU
 */
@JsonIgnoreProperties(value = "available", allowGetters = true)
public record StockLevel(String sku, int onHand, int reserved, long version, Instant at) implements Message {

    /** Pieces that can be promised. */
    @JsonProperty
    public int available() {
        return onHand - reserved;
    }

    @Override
    public String factId() {
        return sku + "/" + version;
    }
}
