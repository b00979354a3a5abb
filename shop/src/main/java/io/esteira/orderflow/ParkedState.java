package io.esteira.orderflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.esteira.contracts.Json;
import io.esteira.platform.kafka.KeptRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** What is stored of parked records, so its JSON names are short. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ParkedState.Queue.class, name = "q"),
    @JsonSubTypes.Type(value = ParkedState.Entry.class, name = "e")
})
sealed interface ParkedState {

    /**
     * A queue that holds something back.
     *
     * @param first the place of its first record
     * @param next the place of the next that comes
     */
    record Queue(
            @JsonProperty("f") long first,
            @JsonProperty("n") long next) implements ParkedState {}

    /**
     * @param source where the parked record stands
     * @param attempts how often it was tried; null if it was parked before this was stored
     */
    record Entry(
            @JsonProperty("s") String source,
            @JsonProperty("a") @Nullable Integer attempts) implements ParkedState {}

    /** The record itself, with the letter that it was parked with in its headers. */
    record Kept(Bytes bytes) implements ParkedState {}

    /** Records as bytes, for in JSON they would outgrow what a topic takes; all else as JSON. */
    static Serde<ParkedState> serde() {
        return Serdes.serdeFrom(
                (topic, state) -> switch (state) {
                    case null -> null;
                    case Kept(Bytes bytes) -> bytes.get();
                    case Queue queue -> Json.write(ParkedState.class, queue);
                    case Entry entry -> Json.write(ParkedState.class, entry);
                },
                (topic, bytes) -> {
                    if (bytes == null) {
                        return null;
                    }
                    return KeptRecord.isOne(bytes) ? new Kept(Bytes.wrap(bytes)) : Json.read(ParkedState.class, bytes);
                });
    }
}
