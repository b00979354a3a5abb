package io.esteira.lab.speed;

import io.esteira.contracts.Address;
import io.esteira.contracts.Customer;
import io.esteira.contracts.Money;
import io.esteira.contracts.Order;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderLine;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.PaymentInstrument;
import io.esteira.contracts.Topics;
import io.esteira.lab.Trouble;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Producer;

/** Orders for one article, written to {@code orders.pending} as intake writes them. */
final class Buyers {

    private static final String CLIENT = "flash";
    private static final String FINGERPRINT = "0".repeat(64);

    private Buyers() {}

    static void come(String bootstrapServers, String sku, String price, long count) {
        LongAdder failed = new LongAdder();
        Money money = Money.of("BRL", price);
        try (Producer<String, byte[]> producer = WideProducer.to(bootstrapServers)) {
            for (long number = 0; number < count; number++) {
                OrderPlaced placed = order(number, sku, money);
                var _ = producer.send(
                        Topics.ORDERS_PENDING.record(placed.order().id().toString(), placed), (metadata, error) -> {
                            if (error != null) {
                                failed.increment();
                            }
                        });
            }
            producer.flush();
        }
        if (failed.sum() > 0) {
            throw new Trouble(failed.sum() + " orders could not be written");
        }
    }

    private static OrderPlaced order(long number, String sku, Money price) {
        OrderId id = OrderId.derive(CLIENT, sku + "-" + number);
        Order order = new Order(
                id,
                id.number(),
                CLIENT,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                new Customer("Ana Souza " + number, "ana." + number + "@example.com", "+5511999990000", null, "pt-BR"),
                new Address("Rua Harmonia, " + number, null, "São Paulo", "SP", "01310-100", "BR"),
                List.of(new OrderLine(sku, "Artigo " + sku, 1, price)),
                price);
        return new OrderPlaced(order, new PaymentInstrument("card", "tok_approved"), FINGERPRINT);
    }
}
