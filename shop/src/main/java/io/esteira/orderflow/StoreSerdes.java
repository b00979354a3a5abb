package io.esteira.orderflow;

import io.esteira.contracts.Json;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** How states stand in stores: as the same JSON as messages, so that they can grow in the same ways. */
final class StoreSerdes {

    static <T> Serde<T> json(Class<T> type) {
        return Serdes.serdeFrom(
                (topic, state) -> state == null ? null : Json.write(type, state),
                (topic, json) -> json == null ? null : Json.read(type, json));
    }

    private StoreSerdes() {}
}
