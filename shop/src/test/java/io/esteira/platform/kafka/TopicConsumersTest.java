package io.esteira.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esteira.contracts.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.DefaultErrorHandler;

class TopicConsumersTest {

    private static final KafkaSettings SETTINGS =
            new KafkaSettings(null, null, Duration.ofSeconds(1), Duration.ofSeconds(1));
    private static final ConsumerRecord<String, byte[]> POISON =
            new ConsumerRecord<>(Topics.ORDERS_EVENTS.name(), 0, 7, "key", new byte[] {'{'});

    private final MockProducer<String, byte[]> written =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());

    @Test
    void parksWhatIsUnreadableOnceHoweverOftenItsBatchIsTried() {
        BatchMessageListener<String, byte[]> listener = listener(batch -> {
            throw new IllegalStateException("The database is away");
        });

        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> listener.onMessage(List.of(POISON))).hasMessage("The database is away");
        }

        assertThat(written.history()).extracting(ProducerRecord::topic).containsExactly("orders.events.dlt");
    }

    @Test
    void passesNoBatchForTheKindOfItsFailure() {
        DefaultErrorHandler handler =
                (DefaultErrorHandler) container(batch -> {}).getCommonErrorHandler();

        assertThat(handler).isNotNull();
        assertThat(handler.removeClassification(ClassCastException.class)).isNotEqualTo(false);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // a container that was made here has a listener
    private BatchMessageListener<String, byte[]> listener(Consumer<Batch> handler) {
        return (BatchMessageListener<String, byte[]>)
                container(handler).getContainerProperties().getMessageListener();
    }

    @SuppressWarnings("NullAway") // topics are asked for only so that they are there, and here there is no broker
    private AbstractMessageListenerContainer<?, ?> container(Consumer<Batch> handler) {
        DeadLetters deadLetters = new DeadLetters(new TopicWriter(written, null, SETTINGS));
        TopicConsumers consumers = new TopicConsumers(new KafkaClients(Map.of(), SETTINGS), null, deadLetters);
        return (AbstractMessageListenerContainer<?, ?>)
                consumers.positionedBatches("group", List.of(Topics.ORDERS_EVENTS), 1, 10, handler);
    }
}
