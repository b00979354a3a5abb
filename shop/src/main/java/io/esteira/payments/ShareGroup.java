package io.esteira.payments;

import io.esteira.contracts.Topics;
import io.esteira.platform.Phases;
import io.esteira.platform.kafka.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.kafka.config.ShareKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultShareConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ShareKafkaMessageListenerContainer;

/** The share group that works on payment requests: any number of requests of one partition at the same time. */
final class ShareGroup {

    static final String NAME = "payments";

    private static final long TIMEOUT_SECONDS = 30;
    private static final Duration FOUNDING = Duration.ofSeconds(1);

    /** Sets the group up and makes its consumers, which are not started yet. */
    static ShareKafkaMessageListenerContainer<String, byte[]> container(
            String group, KafkaClients clients, PaymentsSettings settings, PaymentRequests listener) {
        configure(group, clients, settings);
        var factory = new ShareKafkaListenerContainerFactory<>(
                new DefaultShareConsumerFactory<String, byte[]>(consumerConfig(clients, settings)));
        var container = factory.createContainer(Topics.PAYMENTS_REQUESTS.name());
        container.setBeanName(group);
        container.setConcurrency(settings.concurrency());
        container.setPhase(Phases.WORK);
        container.setShareConsumerRecordRecoverer((record, failure) -> AcknowledgeType.RELEASE);
        ContainerProperties properties = container.getContainerProperties();
        properties.setGroupId(group);
        properties.setShareAckMode(ContainerProperties.ShareAckMode.MANUAL);
        properties.setMessageListener(listener);
        return container;
    }

    /**
     * These are the group's, not a consumer's, and must stand before its first consumer comes: a group starts at the
     * end of the topic unless told otherwise, and reads what transactions have not committed.
     */
    private static void configure(String group, KafkaClients clients, PaymentsSettings settings) {
        List<AlterConfigOp> wishes =
                List.of(set("share.auto.offset.reset", "earliest"), set("share.isolation.level", "read_committed"));
        try (Admin admin = clients.admin()) {
            boolean isNew = !exists(group, admin);
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.GROUP, group), wishes))
                    .all()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (isNew) {
                found(group, clients, settings);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka did not configure the share group " + group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while configuring the share group " + group, e);
        }
    }

    private static boolean exists(String group, Admin admin)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            var _ = admin.describeShareGroups(List.of(group)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw e;
        }
    }

    /**
     * The first member of a group comes too early: its partitions are made ready only when it joins, and it hears of
     * them with its second heartbeat, five seconds later. So somebody joins ahead; those who come then begin at once.
     */
    private static void found(String group, KafkaClients clients, PaymentsSettings settings) {
        Map<String, Object> config = consumerConfig(clients, settings);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        try (var founder = new KafkaShareConsumer<String, byte[]>(config)) {
            founder.subscribe(List.of(Topics.PAYMENTS_REQUESTS.name()));
            // Had it got anything, closing would give it back.
            var _ = founder.poll(FOUNDING);
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private static Map<String, Object> consumerConfig(KafkaClients clients, PaymentsSettings settings) {
        Map<String, Object> config = new HashMap<>(clients.connection());
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        // Without a strict limit one consumer takes a whole batch, and the others stand idle.
        config.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.callsPerConsumer());
        return config;
    }

    private ShareGroup() {}
}
