package io.esteira.local;

import ch.qos.logback.classic.LoggerContext;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Keeps the console for people: the whole log goes to a file, warnings and errors to both. */
final class ConsoleLogging {

    private static final String FILE = "esteira-logback.xml";

    /** The same again for Spring Boot, which sets logging up anew; its hook would close the log before the last word. */
    static final Map<String, Object> PROPERTIES =
            Map.of("logging.config", "classpath:" + FILE, "logging.register-shutdown-hook", "false");

    private ConsoleLogging() {}

    /** Must come before the first logger is made. */
    static void begin(Path logs) {
        System.setProperty("esteira.logs", logs.toString());
        System.setProperty("logback.configurationFile", FILE);
        LoggerFactory.getILoggerFactory();
        System.clearProperty("logback.configurationFile");
    }

    static void silence() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLoggerList().forEach(logger -> {
                logger.detachAppender("console");
                logger.detachAppender("console-errors");
            });
        }
    }
}
