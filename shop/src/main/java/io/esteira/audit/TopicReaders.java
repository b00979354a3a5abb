package io.esteira.audit;

import io.esteira.platform.Phases;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.context.SmartLifecycle;

/** The threads of this process that read topics; with those of other processes they share the partitions. */
final class TopicReaders implements SmartLifecycle {

    private final int threads;
    private final Function<String, TopicReader> open;
    private final List<TopicReader> readers = new ArrayList<>();

    TopicReaders(int threads, Function<String, TopicReader> open) {
        this.threads = threads;
        this.open = open;
    }

    @Override
    public synchronized void start() {
        for (int i = 1; i <= threads; i++) {
            readers.add(open.apply("audit-" + i));
        }
        readers.forEach(TopicReader::start);
    }

    @Override
    public synchronized void stop() {
        readers.forEach(TopicReader::beginClose);
        readers.forEach(TopicReader::close);
        readers.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !readers.isEmpty();
    }

    @Override
    public int getPhase() {
        return Phases.WORK;
    }
}
