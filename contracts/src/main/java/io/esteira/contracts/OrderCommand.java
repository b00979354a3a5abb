package io.esteira.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What somebody wants done with an order that was placed before. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
@JsonSubTypes(@JsonSubTypes.Type(OrderCommand.Cancel.class))
public sealed interface OrderCommand extends Message {

    OrderId orderId();

    /**
     * Stop the order, if it is not paid yet.
     *
     * @param commandId unique for each wish, so that a repeated write is the same command
     * @param by who asks: an API client or {@code staff:<username>}
     * @param note why, in the asker's words
     */
    record Cancel(
            OrderId orderId,
            String commandId,
            String by,
            @Nullable String note,
            Instant at) implements OrderCommand {

        @Override
        public String factId() {
            return orderId + "/" + commandId;
        }
    }
}
