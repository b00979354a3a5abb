package io.esteira.local;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One broker's configuration, controller and broker in one node.
 *
 * @param listeners for clients; the first also for the other brokers
 * @param voters {@code host:port} of the controller of every broker, by its id
 */
record BrokerSettings(
        int nodeId, Path logDir, List<Listener> listeners, int controllerPort, SortedMap<Integer, String> voters) {

    private static final String MESSAGE_BYTES_MAX = String.valueOf(4 * 1024 * 1024);

    /** One for each broker of three: a fetch looks at every partition that it could bring something of, also of these. */
    private static final String COORDINATOR_PARTITIONS = "3";

    private static final String CONTROLLER = "CONTROLLER";

    BrokerSettings {
        listeners = List.copyOf(listeners);
    }

    /**
     * @param port where it listens
     * @param advertisedPort where its clients are told that it listens
     */
    record Listener(String name, int port, int advertisedPort) {

        String bound() {
            return name + "://127.0.0.1:" + port;
        }

        String advertised() {
            return name + "://127.0.0.1:" + advertisedPort;
        }
    }

    static BrokerSettings alone(Path logDir, int clientPort, int controllerPort) {
        return new BrokerSettings(
                LocalKafka.NODE_ID,
                logDir,
                List.of(new Listener("PLAINTEXT", clientPort, clientPort)),
                controllerPort,
                new TreeMap<>(Map.of(LocalKafka.NODE_ID, "127.0.0.1:" + controllerPort)));
    }

    Properties toProperties() {
        Properties kafka = new Properties();
        kafka.put("process.roles", "broker,controller");
        kafka.put("node.id", String.valueOf(nodeId));
        // Voters are named here and not in the metadata log, so that each start may choose other ports.
        kafka.put(
                "controller.quorum.voters", each(voters.entrySet(), voter -> voter.getKey() + "@" + voter.getValue()));
        kafka.put("controller.listener.names", CONTROLLER);
        kafka.put("inter.broker.listener.name", listeners.getFirst().name());
        kafka.put(
                "listener.security.protocol.map",
                each(listeners, listener -> listener.name() + ":PLAINTEXT") + "," + CONTROLLER + ":PLAINTEXT");
        kafka.put("listeners", each(listeners, Listener::bound) + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
        kafka.put(
                "advertised.listeners",
                each(listeners, Listener::advertised) + "," + CONTROLLER + "://" + voters.get(nodeId));
        kafka.put("log.dirs", logDir.toString());

        replicate(kafka);
        kafka.put("unclean.leader.election.enable", "false");
        kafka.put("auto.create.topics.enable", "false");
        kafka.put("group.initial.rebalance.delay.ms", "0");

        // The log is the truth: nothing in it goes by age, nor do the places that consumers have reached in it, however
        // long the machine was off.
        kafka.put("log.retention.ms", "-1");
        kafka.put("offsets.retention.minutes", String.valueOf(Integer.MAX_VALUE));

        // All clients come at once after an outage. Whoever does not fit in tries again after a second; the default is
        // 50.
        kafka.put("socket.listen.backlog.size", "1000");

        failOver(kafka);
        kafka.put("message.max.bytes", MESSAGE_BYTES_MAX);
        kafka.put("replica.fetch.max.bytes", MESSAGE_BYTES_MAX);
        // The default takes 128 MiB of a heap that is small, or shared with the whole shop.
        kafka.put("log.cleaner.dedupe.buffer.size", String.valueOf(16 * 1024 * 1024));
        kafka.put("num.recovery.threads.per.data.dir", "4");
        return kafka;
    }

    /** Three copies where there are three brokers, of which one may be missing; without them, one. */
    private void replicate(Properties kafka) {
        String replicas = isSeveral() ? "3" : "1";
        String inSyncMin = isSeveral() ? "2" : "1";
        kafka.put("default.replication.factor", replicas);
        kafka.put("min.insync.replicas", inSyncMin);
        kafka.put("offsets.topic.num.partitions", COORDINATOR_PARTITIONS);
        kafka.put("offsets.topic.replication.factor", replicas);
        kafka.put("transaction.state.log.num.partitions", COORDINATOR_PARTITIONS);
        kafka.put("transaction.state.log.replication.factor", replicas);
        kafka.put("transaction.state.log.min.isr", inSyncMin);
        kafka.put("share.coordinator.state.topic.num.partitions", COORDINATOR_PARTITIONS);
        kafka.put("share.coordinator.state.topic.replication.factor", replicas);
        kafka.put("share.coordinator.state.topic.min.isr", inSyncMin);
    }

    private boolean isSeveral() {
        return voters.size() >= 3;
    }

    private void failOver(Properties kafka) {
        if (isSeveral()) {
            // As long as a dead broker's session lasts nobody else leads its partitions; the default is 9 s.
            kafka.put("broker.session.timeout.ms", "2000");
            kafka.put("broker.heartbeat.interval.ms", "400");
            kafka.put("controller.quorum.election.timeout.ms", "500");
            kafka.put("controller.quorum.fetch.timeout.ms", "1000");
        } else {
            // After a kill it is let in again when its former self's session has run out. Shorter still, and a machine
            // with far too much to do fences the one broker that there is.
            kafka.put("broker.session.timeout.ms", "6000");
            kafka.put("broker.heartbeat.interval.ms", "500");
        }
        // The dead shop's members keep their share of the payments for as long; the default is 45 s.
        kafka.put("group.share.min.session.timeout.ms", "6000");
        kafka.put("group.share.session.timeout.ms", "6000");
        kafka.put("group.share.min.heartbeat.interval.ms", "2000");
        kafka.put("group.share.heartbeat.interval.ms", "2000");
        // What it had begun hides all that comes after it until its time is up; the default looks every 10 s.
        kafka.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        // A broker that comes back leads again soon; the default looks every five minutes.
        kafka.put("leader.imbalance.check.interval.seconds", "30");
    }

    private static <T> String each(Collection<T> all, Function<T, String> text) {
        return all.stream().map(text).collect(Collectors.joining(","));
    }
}
