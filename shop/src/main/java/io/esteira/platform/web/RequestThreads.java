package io.esteira.platform.web;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A virtual thread for each request, up to a limit; further requests wait in the order in which they came, unread. The
 * server has locks that every request passes through, and thousands of virtual threads that queue for those keep a busy
 * machine from doing anything else.
 */
final class RequestThreads implements Executor {

    private final int most;
    private final ThreadFactory threads =
            Thread.ofVirtual().name("tomcat-handler-", 0).factory();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger working = new AtomicInteger();

    RequestThreads(int most) {
        this.most = most;
    }

    @Override
    public void execute(Runnable request) {
        waiting.add(request);
        hire();
    }

    private void hire() {
        int now = working.get();
        while (now < most) {
            if (working.compareAndSet(now, now + 1)) {
                boolean started = false;
                try {
                    threads.newThread(this::work).start();
                    started = true;
                } finally {
                    if (!started) {
                        working.decrementAndGet();
                    }
                }
                return;
            }
            now = working.get();
        }
    }

    private void work() {
        try {
            for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                next.run();
            }
        } finally {
            working.decrementAndGet();
            // What came in between may have found everybody at work.
            if (!waiting.isEmpty()) {
                hire();
            }
        }
    }
}
