package io.esteira.lab.doctor;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.server.common.MetadataVersion;

/** How many brokers, of which version, and how they are set. */
record BrokersCheck(Brokers brokers) implements Check {

    private static final String METADATA_VERSION = "metadata.version";
    private static final long MESSAGE_BYTES = 4L << 20;
    private static final long WEEK_MINUTES = 7 * 24 * 60;
    private static final long SESSION_MILLIS = 6_000;
    private static final long ABORT_MILLIS = 1_000;
    private static final long FENCE_MILLIS = 2_000;

    @Override
    public String on() {
        return "brokers";
    }

    @Override
    public void look(Findings findings) throws Exception {
        List<Node> nodes = brokers.nodes();
        String seen = nodes.size() == 1 ? "1 broker" : nodes.size() + " brokers";
        if (brokers.isCluster()) {
            findings.ok(on(), seen);
        } else {
            findings.warn(
                    on(),
                    seen + ": whoever loses a disk loses orders",
                    "Run three or more, on machines of their own; for a laptop this is fine.");
        }
        features(findings);
        NavigableMap<String, Map<String, String>> settings = brokers.settings(
                ConfigResource.Type.BROKER, nodes.stream().map(Node::idString).toList());
        for (Rule rule : rules(brokers.isCluster())) {
            rule.look(settings, findings);
        }
        if (brokers.isCluster()) {
            failOver().look(settings, findings);
        }
    }

    private void features(Findings findings) throws Exception {
        FeatureMetadata features =
                brokers.ask(brokers.admin().describeFeatures().featureMetadata());
        Map<String, FinalizedVersionRange> finalized = features.finalizedFeatures();
        MetadataVersion needed = MetadataVersion.IBP_4_2_IV1;
        short level = level(finalized, METADATA_VERSION);
        String version = level < MetadataVersion.MINIMUM_VERSION.featureLevel()
                        || level > MetadataVersion.latestTesting().featureLevel()
                ? METADATA_VERSION + " " + level
                : MetadataVersion.fromFeatureLevel(level).version();
        if (level >= needed.featureLevel()) {
            findings.ok("version", "Kafka " + version);
        } else {
            findings.problem(
                    "version",
                    "Kafka " + version + ", 4.2 or newer is needed",
                    "Upgrade the brokers, then: kafka-features.sh upgrade --release-version 4.2");
        }
        feature(finalized, "share.version", 1, "payments are worked on by a share group", findings);
        feature(finalized, "transaction.version", 2, "transactions are guarded against torn ones (KIP-890)", findings);
    }

    private static void feature(
            Map<String, FinalizedVersionRange> finalized, String name, int needed, String why, Findings findings) {
        short level = level(finalized, name);
        if (level >= needed) {
            findings.ok("version", name + " " + level);
        } else {
            findings.problem(
                    "version",
                    name + " is " + level + ", " + needed + " is needed: " + why,
                    "kafka-features.sh upgrade --feature " + name + "=" + needed);
        }
    }

    private static short level(Map<String, FinalizedVersionRange> finalized, String name) {
        FinalizedVersionRange range = finalized.get(name);
        return range == null ? 0 : range.maxVersionLevel();
    }

    private static Rule failOver() {
        return Rule.wishAtMost(
                "broker.session.timeout.ms",
                FENCE_MILLIS,
                "Nobody leads a dead broker's partitions for as long: set it to 2000, and"
                        + " broker.heartbeat.interval.ms to 400.");
    }

    private static List<Rule> rules(boolean cluster) {
        int replicas = cluster ? 3 : 1;
        int inSync = cluster ? 2 : 1;
        return List.of(
                Rule.atLeast("default.replication.factor", replicas, "Set it to 3."),
                Rule.atLeast("min.insync.replicas", inSync, "Set it to 2."),
                Rule.atLeast("offsets.topic.replication.factor", replicas, "Set it to 3."),
                Rule.atLeast("transaction.state.log.replication.factor", replicas, "Set it to 3."),
                Rule.atLeast("transaction.state.log.min.isr", inSync, "Set it to 2."),
                Rule.atLeast("share.coordinator.state.topic.replication.factor", replicas, "Set it to 3."),
                Rule.atLeast("share.coordinator.state.topic.min.isr", inSync, "Set it to 2."),
                Rule.is("unclean.leader.election.enable", "false", "A replica that lags would become the truth."),
                Rule.wish("auto.create.topics.enable", "false", "A misspelt topic would be made as it must not be."),
                Rule.atLeast("message.max.bytes", MESSAGE_BYTES, "An order may have 2,000 lines: set it to 4194304."),
                Rule.atLeast("replica.fetch.max.bytes", MESSAGE_BYTES, "Set it to 4194304."),
                Rule.atLeast(
                        "offsets.retention.minutes",
                        WEEK_MINUTES,
                        "A group that stands still for longer begins its topics anew: set it to more than any outage."),
                Rule.atMost(
                        "group.min.session.timeout.ms",
                        SESSION_MILLIS,
                        "Consumers ask for 6 s, and would be refused: set it to 6000 or less."),
                Rule.atLeast(
                        "group.max.session.timeout.ms",
                        SESSION_MILLIS,
                        "Consumers ask for 6 s, and would be refused: set it to 6000 or more."),
                Rule.wishAtMost(
                        "group.share.session.timeout.ms",
                        SESSION_MILLIS,
                        "Payments of a machine that died stand still for as long: set it to 6000, and"
                                + " group.share.min.session.timeout.ms too."),
                Rule.wishAtMost(
                        "transaction.abort.timed.out.transaction.cleanup.interval.ms",
                        ABORT_MILLIS,
                        "What a dead process had begun hides what came after it for as long: set it to 1000."));
    }

    /** What one setting should be. */
    private record Rule(String setting, String wanted, Fits fits, boolean mere, String advice) {

        interface Fits {
            boolean test(String value);
        }

        static Rule atLeast(String setting, long least, String advice) {
            return new Rule(setting, least + " or more", value -> Long.parseLong(value) >= least, false, advice);
        }

        static Rule atMost(String setting, long most, String advice) {
            return new Rule(setting, most + " or less", value -> Long.parseLong(value) <= most, false, advice);
        }

        static Rule wishAtMost(String setting, long most, String advice) {
            return new Rule(setting, most + " or less", value -> Long.parseLong(value) <= most, true, advice);
        }

        static Rule is(String setting, String wanted, String advice) {
            return new Rule(setting, wanted, wanted::equals, false, advice);
        }

        static Rule wish(String setting, String wanted, String advice) {
            return new Rule(setting, wanted, wanted::equals, true, advice);
        }

        void look(NavigableMap<String, Map<String, String>> byBroker, Findings findings) {
            NavigableMap<String, String> wrong = new TreeMap<>();
            byBroker.forEach((broker, settings) -> {
                String value = settings.get(setting);
                if (value != null && !fits.test(value)) {
                    wrong.put(broker, value);
                }
            });
            if (wrong.isEmpty()) {
                findings.ok("broker settings", setting + " is " + wanted);
                return;
            }
            String seen = setting + " is " + String.join(", ", new TreeSet<>(wrong.values())) + " on "
                    + (wrong.size() == byBroker.size() ? "every broker" : "broker " + String.join(", ", wrong.keySet()))
                    + ", should be " + wanted;
            if (mere) {
                findings.warn("broker settings", seen, advice);
            } else {
                findings.problem("broker settings", seen, advice);
            }
        }
    }
}
