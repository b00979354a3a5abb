package io.esteira.notifications;

import io.esteira.platform.kafka.Received;
import java.util.List;

/** Notes what customers are to be told, and wakes those who tell them. Waits for no mail server. */
final class RecordNotices {

    private final Messages messages;
    private final WakeUp wakeUp;

    RecordNotices(Messages messages, WakeUp wakeUp) {
        this.messages = messages;
        this.wakeUp = wakeUp;
    }

    void accept(List<Received<?>> batch) {
        if (messages.add(batch) > 0) {
            wakeUp.all();
        }
    }
}
