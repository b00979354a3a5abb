package io.esteira.intake;

import io.esteira.contracts.Address;
import io.esteira.contracts.Customer;
import io.esteira.contracts.Money;
import io.esteira.contracts.PaymentInstrument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sound request in the one form that all ways to write it share; not priced yet. */
record WantedOrder(
        Customer customer,
        Address shippingAddress,
        List<Item> items,
        PaymentInstrument payment,
        @Nullable Money expectedTotal) {

    record Item(String sku, int quantity, @Nullable Money unitPrice) {}

    WantedOrder {
        items = List.copyOf(items);
    }

    boolean namesPrices() {
        return items.stream().anyMatch(item -> item.unitPrice() != null);
    }
}
