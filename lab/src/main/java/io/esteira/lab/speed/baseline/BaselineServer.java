package io.esteira.lab.speed.baseline;

import io.esteira.local.ChildProcess;
import io.esteira.local.Lifeline;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;

/** The main program of a baseline; its first word says which, the others are Spring Boot's. */
public final class BaselineServer {

    public static final String CEILING = "ceiling";
    public static final String TUTORIAL = "tutorial";
    public static final String OUTBOX = "outbox";

    private BaselineServer() {}

    public static void main(String[] words) {
        Lifeline.hold();
        Class<?> application = switch (words[0]) {
            case CEILING -> Ceiling.class;
            case TUTORIAL -> Tutorial.class;
            case OUTBOX -> TransactionalOutbox.class;
            default -> throw new IllegalArgumentException("There is no baseline " + words[0]);
        };
        SpringApplication.run(application, Arrays.copyOfRange(words, 1, words.length));
        System.out.println(ChildProcess.READY);
    }
}
