package io.esteira.orderflow;

import java.nio.file.Path;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Kafka Streams runs here.
 *
 * @param applicationId names the group, the stores' topics and the transactions; changing it starts from nothing
 * @param stateDir holds copies of the stores; losing it costs only the time to read them again. Each process on a
 *     machine needs its own
 * @param threads that share the work of this process
 * @param standbyReplicas further processes that keep a copy of each store, to take over at once
 * @param instanceId a lasting name of this process, unique in the installation: a process that comes back under it
 *     within the session timeout takes its work up again without a rebalance, even after a crash
 */
@ConfigurationProperties("esteira.streams")
record StreamsSettings(
        @DefaultValue("esteira-orderflow") String applicationId,
        @DefaultValue("data/streams") Path stateDir,
        @DefaultValue("2") int threads,
        @DefaultValue("0") int standbyReplicas,
        @Nullable String instanceId) {

    /** A process with a lasting name is expected back, unless others stand by who know all that it knows. */
    GroupMembershipOperation farewell() {
        return instanceId == null || standbyReplicas > 0
                ? GroupMembershipOperation.LEAVE_GROUP
                : GroupMembershipOperation.REMAIN_IN_GROUP;
    }
}
