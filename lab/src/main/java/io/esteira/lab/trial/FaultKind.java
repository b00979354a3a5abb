package io.esteira.lab.trial;

import static io.esteira.lab.trial.FaultKind.Aim.BROKER;
import static io.esteira.lab.trial.FaultKind.Aim.EVERYTHING;
import static io.esteira.lab.trial.FaultKind.Aim.INSTANCE;
import static io.esteira.lab.trial.FaultKind.Aim.INSTANCE_AND_BROKER;
import static io.esteira.lab.trial.FaultKind.Aim.TWO_BROKERS;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Everything that a trial does to a shop. */
enum FaultKind {
    BROKER_KILL("one broker is killed (-9) and started again", BROKER, 15, 40, 5),
    BROKER_PAUSE("one broker stops for a while (SIGSTOP) and goes on", BROKER, 10, 30, 5),
    TWO_BROKERS_KILL("two brokers are killed at once: too few are left to write", TWO_BROKERS, 15, 40, 5),
    ALL_BROKERS_KILL("every broker is killed", EVERYTHING, 60, 60, 8),
    INSTANCE_KILL("one shop is killed (-9) and started again", INSTANCE, 20, 40, 5),
    INSTANCE_PAUSE("one shop stops for a while (SIGSTOP): alive and silent, then back", INSTANCE, 15, 40, 12),
    ROLLING_RESTART("every shop is restarted, one after the other, in good order", EVERYTHING, 0, 0, 0),
    POSTGRES_KILL("PostgreSQL is killed (-9) and started again", EVERYTHING, 10, 20, 3),
    POSTGRES_PAUSE("PostgreSQL stops for a while (SIGSTOP) and goes on", EVERYTHING, 8, 20, 5),
    INSTANCE_BROKER_PARTITION("no packet passes between one shop and one broker", INSTANCE_AND_BROKER, 15, 40, 6),
    INSTANCE_KAFKA_PARTITION("no packet passes between one shop and any broker", INSTANCE, 15, 40, 6),
    BROKER_CONTROLLER_PARTITION("no packet passes between one broker and the controllers", BROKER, 15, 40, 6),
    INSTANCE_POSTGRES_PARTITION("no packet passes between one shop and PostgreSQL", INSTANCE, 10, 30, 5),
    DISK_FULL("a broker's disk takes not one byte more, is freed, and the broker started again", BROKER, 10, 25, 5),
    POISON("bytes that are no message, and messages of a wrong schema, on several topics", EVERYTHING, 0, 0, 0),
    DUPLICATES("records of several topics are written once more, byte by byte", EVERYTHING, 0, 0, 0),
    GATEWAY_HANG("the payment gateway takes calls and answers none", EVERYTHING, 15, 40, 5),
    SMTP_HANG("the mail server takes connections and says nothing", EVERYTHING, 15, 40, 6),
    SMTP_FORGETS("the mail server takes mails and drops the line before it says so", EVERYTHING, 3, 8, 2),
    API_REPEATS("every call is made twice, at two shops at the same time", EVERYTHING, 10, 30, 4);

    /** What a fault of this kind hits. */
    enum Aim {
        BROKER,
        TWO_BROKERS,
        INSTANCE,
        INSTANCE_AND_BROKER,
        EVERYTHING
    }

    final String meaning;
    final Aim aim;
    final int secondsMin;
    final int secondsMax;
    final int secondsShort;

    FaultKind(String meaning, Aim aim, int secondsMin, int secondsMax, int secondsShort) {
        this.meaning = meaning;
        this.aim = aim;
        this.secondsMin = secondsMin;
        this.secondsMax = secondsMax;
        this.secondsShort = secondsShort;
    }

    /** As people write it: {@code broker-kill}. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<FaultKind> of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }
}
