package io.esteira.local;

import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * Kafka brokers as processes of their own, on loopback. Ports are chosen when the cluster is laid out and stay until it
 * is closed, whatever happens to its brokers in between.
 */
public final class BrokerCluster implements Brokers {

    /** The listener that brokers use among themselves, and clients that take the straight way. */
    public static final String BROKERS = "PLAINTEXT";

    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(5);
    private static final String HEAP = "-Xmx512m";

    private final List<Broker> brokers;

    private BrokerCluster(List<Broker> brokers) {
        this.brokers = List.copyOf(brokers);
    }

    /**
     * What a cluster is to be.
     *
     * @param brokers 1 or 3
     * @param data the log of broker 1 is in {@code <data>/kafka-1}, what it says in {@code <data>/logs/broker-1.log}
     * @param clientListeners further listeners for clients, each with a route of its own
     * @param logDirs where each broker keeps its log
     */
    public record Layout(
            int brokers, Path data, List<String> clientListeners, Routes routes, IntFunction<Path> logDirs) {

        public Layout {
            if (brokers != 1 && brokers != 3) {
                throw new IllegalArgumentException("one broker or three, not " + brokers);
            }
            clientListeners = List.copyOf(clientListeners);
        }

        public Layout(int brokers, Path data) {
            this(brokers, data, List.of(), Routes.DIRECT, id -> data.resolve("kafka-" + id));
        }

        public Layout withClientListeners(List<String> names) {
            return new Layout(brokers, data, names, routes, logDirs);
        }

        public Layout withRoutes(Routes other) {
            return new Layout(brokers, data, clientListeners, other, logDirs);
        }

        public Layout withLogDirs(IntFunction<Path> other) {
            return new Layout(brokers, data, clientListeners, routes, other);
        }
    }

    /** Chooses ports, asks for the routes, formats what is new; no broker runs yet. */
    public static BrokerCluster of(Layout layout) throws IOException {
        SortedMap<Integer, Integer> controllerPorts = new TreeMap<>();
        for (int id : ids(layout)) {
            controllerPorts.put(id, FreePort.onLoopback());
        }
        SortedMap<Integer, String> voters = new TreeMap<>();
        controllerPorts.forEach((id, port) -> voters.put(id, controllerName(id) + ":" + port));
        String clusterId = clusterId(layout);
        List<Broker> brokers = new ArrayList<>();
        for (int id : ids(layout)) {
            Path logDir = Files.createDirectories(layout.logDirs().apply(id)).toRealPath();
            KafkaStorage.formatUnlessFormatted(logDir, id, clusterId);
            int controllerPort = controllerPorts.getOrDefault(id, 0);
            BrokerSettings settings = new BrokerSettings(id, logDir, listeners(layout, id), controllerPort, voters);
            brokers.add(new Broker(settings, process(layout, settings, hosts(layout.routes(), id, controllerPorts))));
        }
        return new BrokerCluster(brokers);
    }

    private static int[] ids(Layout layout) {
        return IntStream.rangeClosed(1, layout.brokers()).toArray();
    }

    private static String controllerName(int id) {
        return "controller-" + id;
    }

    private static String clusterId(Layout layout) throws IOException {
        for (int id : ids(layout)) {
            Optional<String> known = KafkaStorage.clusterId(layout.logDirs().apply(id));
            if (known.isPresent()) {
                return known.get();
            }
        }
        return Uuid.randomUuid().toString();
    }

    private static List<BrokerSettings.Listener> listeners(Layout layout, int id) throws IOException {
        List<String> names = new ArrayList<>(List.of(BROKERS));
        names.addAll(layout.clientListeners());
        List<BrokerSettings.Listener> listeners = new ArrayList<>();
        for (String name : names) {
            int port = FreePort.onLoopback();
            listeners.add(
                    new BrokerSettings.Listener(name, port, layout.routes().advertisedPort(id, name, port)));
        }
        return listeners;
    }

    /**
     * Where the names of all controllers lead for this broker. A leader tells the others one name of itself; what each
     * of them finds under it may still differ.
     */
    private static String hosts(Routes routes, int from, SortedMap<Integer, Integer> controllerPorts)
            throws IOException {
        StringBuilder hosts = new StringBuilder("127.0.0.1 localhost ")
                .append(InetAddress.getLocalHost().getHostName())
                .append('\n');
        controllerPorts.forEach(
                (to, port) -> hosts.append(to == from ? Routes.LOOPBACK : routes.controllerHost(from, to, port))
                        .append(' ')
                        .append(controllerName(to))
                        .append('\n'));
        return hosts.toString();
    }

    private static ChildProcess process(Layout layout, BrokerSettings settings, String hosts) throws IOException {
        String name = "broker-" + settings.nodeId();
        Path directory = Files.createDirectories(layout.data().resolve("brokers"));
        Path config = directory.resolve(name + ".properties");
        try (Writer writer = Files.newBufferedWriter(config)) {
            settings.toProperties().store(writer, null);
        }
        Path hostsFile = Files.writeString(directory.resolve(name + ".hosts"), hosts);
        return new ChildProcess(
                name,
                List.of(
                        HEAP,
                        "-Dlogback.configurationFile=" + ChildProcess.LOGGING,
                        "-Djdk.net.hosts.file=" + hostsFile.toAbsolutePath()),
                BrokerProcess.class,
                List.of(config.toString()),
                layout.data().resolve("logs").resolve(name + ".log"));
    }

    /** All of them side by side; returns when each serves clients. */
    public void start() throws IOException, InterruptedException {
        for (Broker broker : brokers) {
            broker.start();
        }
        for (Broker broker : brokers) {
            broker.awaitReady();
        }
    }

    public List<Broker> brokers() {
        return brokers;
    }

    /** @param id counts from 1 */
    public Broker broker(int id) {
        return brokers.get(id - 1);
    }

    /** The straight way. */
    @Override
    public String bootstrapServers() {
        return bootstrapServers(BROKERS);
    }

    /** As clients of this listener are told to come, on whatever route. */
    public String bootstrapServers(String listener) {
        return brokers.stream()
                .flatMap(broker -> broker.settings().listeners().stream())
                .filter(each -> each.name().equals(listener))
                .map(each -> "127.0.0.1:" + each.advertisedPort())
                .collect(Collectors.joining(","));
    }

    /**
     * All at once: each hands over what it leads while most of them still run. Those who are left without a majority
     * would wait for it for minutes, and are killed; what they hold, the others hold too.
     */
    @Override
    public void close() {
        try {
            ChildProcess.stopAll(brokers.stream().map(Broker::process).toList(), STOPPED_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
