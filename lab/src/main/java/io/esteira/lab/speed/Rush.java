package io.esteira.lab.speed;

import io.esteira.lab.Trouble;
import io.esteira.lab.trial.ProgressLine;
import io.esteira.local.ShopInstance;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/** Buyers who come all at once to an order flow that is running, and what they hear. */
final class Rush {

    private static final String PRICE = "29.90";
    private static final long LOOK_EVERY_MILLIS = 200;
    private static final Duration DECIDED_WITHIN = Duration.ofMinutes(10);

    private final SpeedStack stack;
    private final ShopInstance deciding;
    private final WrittenOrders topic;
    private final Decisions decisions = new Decisions();

    /** @param topic of the answers, of which all that are there already are somebody else's */
    Rush(SpeedStack stack, ShopInstance deciding, WrittenOrders topic) {
        this.stack = stack;
        this.deciding = deciding;
        this.topic = topic;
    }

    Decisions decisions() {
        return decisions;
    }

    /** Returns when all know; measured from the first answer to the last. */
    Run want(String sku, long buyers, ProgressLine progress) throws InterruptedException {
        Map<TopicPartition, Long> at = new HashMap<>(topic.ends());
        progress.show(() -> String.format(Locale.ROOT, "%,d of %,d buyers know", decisions.count(), buyers));
        CompletableFuture<Void> coming = CompletableFuture.runAsync(
                () -> Buyers.come(stack.cluster.bootstrapServers(), sku, PRICE, buyers),
                Thread.ofPlatform().daemon()::start);
        long begunNanos = System.nanoTime();
        long firstNanos = begunNanos;
        CpuTimes before = stack.cpu(List.of(deciding.pid()));
        while (decisions.count() < buyers) {
            if (coming.isCompletedExceptionally()) {
                coming.join();
            }
            Map<TopicPartition, Long> ends = topic.ends();
            decisions.read(topic, at, ends);
            at.putAll(ends);
            long nowNanos = System.nanoTime();
            if (decisions.count() == 0) {
                before = stack.cpu(List.of(deciding.pid()));
                firstNanos = nowNanos;
            } else {
                decisions.at((nowNanos - firstNanos) / 1e9);
            }
            if (nowNanos - begunNanos > DECIDED_WITHIN.toNanos() || !deciding.isAlive()) {
                throw new Trouble("Only " + decisions.count() + " buyers know; " + deciding.logFile() + " says why");
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        coming.join();
        double seconds =
                decisions.seen().isEmpty() ? 0 : decisions.seen().getLast().x();
        return new Run(
                Names.OURS,
                1,
                decisions.count(),
                decisions.count() / seconds,
                Run.each(stack.cpu(List.of(deciding.pid())).since(before), decisions.count()),
                Double.NaN,
                Double.NaN,
                0);
    }
}
