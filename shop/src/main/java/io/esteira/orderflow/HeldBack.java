package io.esteira.orderflow;

import io.esteira.platform.kafka.DeadLetter;
import io.esteira.platform.kafka.DeadLetters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.TaskId;

/** Counts what is parked, for those who watch this process. */
final class HeldBack {

    private final Map<String, Map<TaskId, Long>> queues = new ConcurrentHashMap<>();
    private final MeterRegistry meters;

    HeldBack(MeterRegistry meters) {
        this.meters = meters;
        for (String consumer : List.of(OrderProcessor.CONSUMER, StockProcessor.CONSUMER)) {
            Gauge.builder("esteira.dead_letters.held_back", () -> sum(consumer))
                    .description("Orders that wait behind a parked record, at this process")
                    .tag("consumer", consumer)
                    .register(meters);
        }
    }

    void parked(DeadLetter letter) {
        DeadLetters.count(meters, letter);
    }

    void set(TaskId task, String consumer, long count) {
        queues.computeIfAbsent(consumer, ignored -> new ConcurrentHashMap<>()).put(task, count);
    }

    private long sum(String consumer) {
        return queues.getOrDefault(consumer, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
