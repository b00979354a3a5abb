package io.esteira.orderflow;

import io.esteira.contracts.OrderCommand;
import io.esteira.contracts.OrderPlaced;
import io.esteira.contracts.PaymentEvent;
import io.esteira.contracts.PaymentRequest;
import io.esteira.contracts.StockCommand;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockRequest;
import java.util.List;
import java.util.SplittableRandom;

/** The topics that order flow reads, and the one that payments read. */
final class SimulatedTopics {

    static final int PARTITIONS = 2;

    final List<SimulatedPartition<OrderMessage>> pending = SimulatedPartition.of("orders.pending", PARTITIONS);
    final List<SimulatedPartition<OrderMessage>> commands = SimulatedPartition.of("orders.commands", PARTITIONS);
    final List<SimulatedPartition<OrderMessage>> paymentEvents = SimulatedPartition.of("payments.events", PARTITIONS);
    final List<SimulatedPartition<OrderMessage>> stockEvents = SimulatedPartition.of("stock.events", PARTITIONS);
    final List<SimulatedPartition<StockMessage>> stockRequests = SimulatedPartition.of("stock.requests", PARTITIONS);
    final List<SimulatedPartition<StockMessage>> stockCommands = SimulatedPartition.of("stock.commands", PARTITIONS);
    final List<SimulatedPartition<PaymentRequest>> paymentRequests =
            SimulatedPartition.of("payments.requests", PARTITIONS);

    void write(OrderPlaced placed) {
        SimulatedPartition.by(placed.order().id(), pending).append(new OrderMessage.Placed(placed));
    }

    void write(OrderCommand command) {
        SimulatedPartition.by(command.orderId(), commands).append(new OrderMessage.Commanded(command));
    }

    void write(StockCommand command) {
        SimulatedPartition.by(command.sku(), stockCommands).append(new StockMessage.Commanded(command));
    }

    void write(PaymentEvent event) {
        SimulatedPartition.by(event.orderId(), paymentEvents).append(new OrderMessage.PaymentTold(event));
    }

    void write(StockEvent event, SimulatedTransaction transaction) {
        transaction.send(SimulatedPartition.by(event.orderId(), stockEvents), new OrderMessage.StockTold(event));
    }

    void write(StockRequest request, SimulatedTransaction transaction) {
        transaction.send(SimulatedPartition.by(request.sku(), stockRequests), new StockMessage.Requested(request));
    }

    void write(PaymentRequest request, SimulatedTransaction transaction) {
        transaction.send(SimulatedPartition.by(request.orderId(), paymentRequests), request);
    }

    /** Some record comes a second time, behind whatever its partition holds now. */
    void repeatSomething(SplittableRandom random, SimulationStory story) {
        switch (random.nextInt(7)) {
            case 0 -> repeatOneOf(pending, random, story);
            case 1 -> repeatOneOf(commands, random, story);
            case 2 -> repeatOneOf(paymentEvents, random, story);
            case 3 -> repeatOneOf(stockEvents, random, story);
            case 4 -> repeatOneOf(stockRequests, random, story);
            case 5 -> repeatOneOf(stockCommands, random, story);
            default -> repeatOneOf(paymentRequests, random, story);
        }
    }

    private static <M> void repeatOneOf(
            List<SimulatedPartition<M>> partitions, SplittableRandom random, SimulationStory story) {
        SimulatedPartition<M> partition = partitions.get(random.nextInt(partitions.size()));
        if (partition.size() > 0) {
            int offset = random.nextInt(partition.size());
            story.tell(() -> partition + " gets a second copy of its record " + offset);
            partition.append(partition.get(offset));
        }
    }
}
