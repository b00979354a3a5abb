package io.esteira.local;

import java.nio.file.Path;
import java.util.Properties;

/** One broker's configuration, controller and broker in one node. */
record BrokerSettings(int nodeId, Path logDir, int clientPort, int controllerPort) {

    private static final String MESSAGE_BYTES_MAX = String.valueOf(4 * 1024 * 1024);

    String bootstrapServers() {
        return "127.0.0.1:" + clientPort;
    }

    Properties toProperties() {
        Properties kafka = new Properties();
        kafka.put("process.roles", "broker,controller");
        kafka.put("node.id", String.valueOf(nodeId));
        // Voters are named here and not in the metadata log, so that each start may choose other ports.
        kafka.put("controller.quorum.voters", nodeId + "@127.0.0.1:" + controllerPort);
        kafka.put("controller.listener.names", "CONTROLLER");
        kafka.put("inter.broker.listener.name", "PLAINTEXT");
        kafka.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        kafka.put("listeners", "PLAINTEXT://127.0.0.1:" + clientPort + ",CONTROLLER://127.0.0.1:" + controllerPort);
        kafka.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + clientPort);
        kafka.put("log.dirs", logDir.toString());

        oneReplicaOfInternalTopics(kafka);
        kafka.put("default.replication.factor", "1");
        kafka.put("min.insync.replicas", "1");
        kafka.put("auto.create.topics.enable", "false");
        kafka.put("group.initial.rebalance.delay.ms", "0");

        // The log is the truth: nothing in it goes by age, nor do the places that consumers have reached in it, however
        // long the machine was off.
        kafka.put("log.retention.ms", "-1");
        kafka.put("offsets.retention.minutes", String.valueOf(Integer.MAX_VALUE));

        // After a kill the broker is let in again when its former self's session has run out; the default is 9 s.
        kafka.put("broker.session.timeout.ms", "3000");
        kafka.put("broker.heartbeat.interval.ms", "500");

        // The dead shop's members keep their share of the payments for as long; the default is 45 s.
        kafka.put("group.share.min.session.timeout.ms", "10000");
        kafka.put("group.share.session.timeout.ms", "10000");
        kafka.put("group.share.min.heartbeat.interval.ms", "2000");
        kafka.put("group.share.heartbeat.interval.ms", "2000");

        kafka.put("message.max.bytes", MESSAGE_BYTES_MAX);
        kafka.put("replica.fetch.max.bytes", MESSAGE_BYTES_MAX);
        // The default takes 128 MiB of a heap that the broker shares with the whole shop.
        kafka.put("log.cleaner.dedupe.buffer.size", String.valueOf(16 * 1024 * 1024));
        kafka.put("num.recovery.threads.per.data.dir", "4");
        return kafka;
    }

    private static void oneReplicaOfInternalTopics(Properties kafka) {
        kafka.put("offsets.topic.num.partitions", "8");
        kafka.put("offsets.topic.replication.factor", "1");
        kafka.put("transaction.state.log.num.partitions", "8");
        kafka.put("transaction.state.log.replication.factor", "1");
        kafka.put("transaction.state.log.min.isr", "1");
        kafka.put("share.coordinator.state.topic.num.partitions", "8");
        kafka.put("share.coordinator.state.topic.replication.factor", "1");
        kafka.put("share.coordinator.state.topic.min.isr", "1");
    }
}
