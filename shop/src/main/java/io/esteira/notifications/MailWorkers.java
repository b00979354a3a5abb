package io.esteira.notifications;

import io.esteira.platform.Phases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The threads that send mails: the only ones that ever wait for a mail server. They are no virtual threads, because
 * printing an invoice keeps a core busy for a while, and would keep a web request from it.
 */
final class MailWorkers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(MailWorkers.class);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
    private static final Duration PAUSE_AFTER_TROUBLE = Duration.ofSeconds(1);

    private final SendMails send;
    private final Supplier<SmtpConnection> connections;
    private final WakeUp wakeUp;
    private final NotificationSettings settings;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    MailWorkers(SendMails send, Supplier<SmtpConnection> connections, WakeUp wakeUp, NotificationSettings settings) {
        this.send = send;
        this.connections = connections;
        this.wakeUp = wakeUp;
        this.settings = settings;
    }

    @Override
    public void start() {
        running = true;
        for (int i = 1; i <= settings.workers(); i++) {
            threads.add(Thread.ofPlatform().daemon().name("mail-" + i).start(this::work));
        }
    }

    private void work() {
        try (SmtpConnection connection = connections.get()) {
            while (running) {
                long seen = wakeUp.calls();
                if (!someSent(connection) && running) {
                    connection.hangUp(); // an idle server would close it anyway, and we would not know
                    wakeUp.await(seen, settings.pollInterval());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean someSent(SmtpConnection connection) throws InterruptedException {
        try {
            return send.some(connection, () -> running);
        } catch (RuntimeException e) {
            log.warn("Cannot look for mails to send: {}", e.toString());
            wakeUp.await(wakeUp.calls(), PAUSE_AFTER_TROUBLE);
            return false;
        }
    }

    /** Lets every worker finish the mail that it has in hand. */
    @Override
    public void stop() {
        running = false;
        wakeUp.all();
        long deadline = System.nanoTime() + LONGEST_STOP.toNanos();
        for (Thread thread : threads) {
            try {
                if (!thread.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                    thread.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Phases.WORK;
    }
}
