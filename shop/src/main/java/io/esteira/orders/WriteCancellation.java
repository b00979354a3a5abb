package io.esteira.orders;

import io.esteira.contracts.OrderCommand.Cancel;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.Topics;
import io.esteira.platform.kafka.TopicWriter;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class WriteCancellation implements CancelOrder {

    private final TopicWriter writer;
    private final InstantSource clock;

    WriteCancellation(TopicWriter writer, InstantSource clock) {
        this.writer = writer;
        this.clock = clock;
    }

    @Override
    public void cancel(OrderId id, String by, @Nullable String note) {
        writer.write(
                Topics.ORDERS_COMMANDS,
                id.toString(),
                new Cancel(id, UUID.randomUUID().toString(), by, note, clock.instant()));
    }
}
