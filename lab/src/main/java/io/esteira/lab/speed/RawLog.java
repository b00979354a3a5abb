package io.esteira.lab.speed;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A bare producer with nothing before it: what brokers and disks take. It runs in the client. */
final class RawLog {

    private static final long LATENCY_MICROS_MAX = 60_000_000;

    private final String bootstrapServers;
    private final List<byte[]> values;

    RawLog(String bootstrapServers, List<String> bodies) {
        this.bootstrapServers = bootstrapServers;
        this.values = bodies.stream()
                .map(body -> body.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    Run run(int round, Duration time, SpeedStack stack) {
        ConcurrentHistogram latencyMicros = new ConcurrentHistogram(LATENCY_MICROS_MAX, 3);
        LongAdder failed = new LongAdder();
        CpuTimes before = stack.cpu(List.of());
        long begun = System.nanoTime();
        long sent = 0;
        try (Producer<String, byte[]> producer = WideProducer.to(bootstrapServers)) {
            while (System.nanoTime() - begun < time.toNanos()) {
                byte[] value = values.get((int) (sent % values.size()));
                String key = new UUID(sent * 0x9E3779B97F4A7C15L, sent).toString();
                long at = System.nanoTime();
                var _ = producer.send(new ProducerRecord<>(Baselines.TOPIC, key, value), (metadata, error) -> {
                    if (error != null) {
                        failed.increment();
                    }
                    latencyMicros.recordValue(Math.min(LATENCY_MICROS_MAX, (System.nanoTime() - at) / 1_000));
                });
                sent++;
            }
            producer.flush();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        CpuTimes spent = stack.cpu(List.of()).since(before);
        return new Run(
                Names.RAW,
                round,
                sent,
                sent / seconds,
                Run.each(spent, sent),
                latencyMicros.getValueAtPercentile(50) / 1_000.0,
                latencyMicros.getValueAtPercentile(99) / 1_000.0,
                failed.sum());
    }
}
