package io.esteira.orderflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

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

    /** @param source where the parked record stands */
    record Entry(@JsonProperty("s") String source) implements ParkedState {}
}
