package io.esteira.local;

import io.esteira.ShopApplication;
import io.esteira.platform.kafka.TopicViews;
import io.esteira.platform.kafka.TopicWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertyResolver;

/** One run from start to stop: the services, the shop on top of them, and the way back in the reverse order. */
final class RunningShop {

    private static final long STOPPING_SECONDS_MAX = 90;

    private final UpSettings settings;
    private final Path data;
    private final PrintWriter out;
    private final Logger log;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable LocalServices services;
    private volatile @Nullable ConfigurableApplicationContext shop;
    private volatile @Nullable FurtherInstances further;
    private final Supervisor supervisor = new Supervisor(this::say);
    private boolean stopping;

    RunningShop(UpSettings settings, Path data, PrintWriter out) {
        this.settings = settings;
        this.data = data;
        this.out = out;
        this.log = LoggerFactory.getLogger(RunningShop.class);
    }

    /** Ends with an exception if the start fails; when all is ready, if that was asked for; else with the process. */
    void run() throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        try {
            start();
            if (settings.untilReady()) {
                stop();
            }
        } catch (IOException | RuntimeException e) {
            log.info("The start did not succeed", e);
            if (stop()) {
                throw e instanceof CannotStart refusal ? refusal : new CannotStart(ExitCode.FAILED, reason(e));
            }
        }
        stopped.await();
    }

    private void start() throws IOException, InterruptedException {
        log.info("Starting in {}", data);
        say("Esteira starts in " + data);
        Credentials credentials = Credentials.in(data);
        LocalServices starting = new LocalServices(data, settings.brokers(), credentials, this::sayReady);
        services = starting;
        ShopProperties properties = ShopProperties.of(settings, data, credentials, starting);

        long begun = System.nanoTime();
        ConfigurableApplicationContext context = new SpringApplicationBuilder(
                        ShopApplication.class, LocalEndpoints.class)
                .properties(ConsoleLogging.PROPERTIES)
                .registerShutdownHook(false)
                .initializers(fresh -> {
                    fresh.getEnvironment().getPropertySources().addFirst(properties);
                    fresh.getBeanFactory().registerSingleton("localMailbox", starting.mailbox());
                })
                .run();
        shop = context;
        addresses(context.getEnvironment()).keepIn(data);
        sayReady("Shop", Duration.ofNanos(System.nanoTime() - begun));
        fillShelves(context);
        startFurther(starting, credentials);
        sayWhere(credentials);
    }

    private static Addresses addresses(PropertyResolver properties) {
        return new Addresses(
                properties.getRequiredProperty("spring.kafka.bootstrap-servers"),
                properties.getRequiredProperty("spring.datasource.url"),
                properties.getRequiredProperty("spring.datasource.username"),
                properties.getRequiredProperty("spring.datasource.password"));
    }

    private void startFurther(LocalServices running, Credentials credentials) throws IOException, InterruptedException {
        running.watchedBy(supervisor);
        FurtherInstances others = new FurtherInstances(settings, data, running.surroundings(credentials));
        synchronized (this) {
            if (stopping) {
                return;
            }
            further = others;
        }
        long begun = System.nanoTime();
        others.start(supervisor, instance -> {
            sayReady("Shop " + instance.number(), Duration.ofNanos(System.nanoTime() - begun));
            say("               " + instance.url() + "/");
        });
    }

    private void fillShelves(ConfigurableApplicationContext context) {
        int products = new DemoCatalogue(
                        context.getBean(TopicViews.class), context.getBean(TopicWriter.class), Clock.systemUTC())
                .seed();
        if (products > 0) {
            say("  " + products + " products for a start");
        }
    }

    /** @return whether this call did it, and no earlier one */
    private boolean stop() {
        synchronized (this) {
            if (stopping) {
                return false;
            }
            stopping = true;
        }
        Thread.ofPlatform().daemon().name("stop-deadline").start(this::haltUnlessStoppedInTime);
        supervisor.close();
        ConfigurableApplicationContext context = shop;
        if (context == null) {
            // A shop cut short in its start complains about everything that goes away below it.
            ConsoleLogging.silence();
        } else {
            say("");
            say("Stopping");
            FurtherInstances others = further;
            if (others != null) {
                others.close();
            }
            context.close();
        }
        LocalServices running = services;
        if (running != null) {
            running.close();
        }
        if (context != null) {
            say("Stopped; the data stays in " + data);
        }
        stopped.countDown();
        return true;
    }

    private void haltUnlessStoppedInTime() {
        try {
            if (!stopped.await(STOPPING_SECONDS_MAX, TimeUnit.SECONDS)) {
                say("Not stopped after " + STOPPING_SECONDS_MAX + " s; ending all the same");
                Runtime.getRuntime().halt(ExitCode.FAILED.number);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.toString() : root.getMessage();
        return "the start failed: " + message.lines().findFirst().orElse("") + " (all of it in "
                + data.resolve("logs").resolve("esteira.log") + ")";
    }

    private void sayReady(String part, Duration took) {
        say(String.format(Locale.ROOT, "  %-12s ready in %.1f s", part, took.toMillis() / 1000.0));
    }

    private void sayWhere(Credentials credentials) {
        say("");
        say("  Shop         " + settings.url("/"));
        say("  Staff        " + settings.url("/staff/orders"));
        say("  API          " + settings.url("/v3/api-docs"));
        say("  Mailbox      " + settings.url("/local/mailbox"));
        say("  Credentials  " + credentials.file());
        say("");
        say("Ctrl-C stops it.");
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
