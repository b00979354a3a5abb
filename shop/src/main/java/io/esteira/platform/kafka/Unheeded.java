package io.esteira.platform.kafka;

import io.esteira.contracts.CloudEvents;
import io.esteira.contracts.Message;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Kinds of messages that a consumer has no use for. Their records are known by a header and passed over unread; a record
 * whose header says nothing, or something else, is read.
 */
record Unheeded(Set<String> types) {

    static final Unheeded NOTHING = new Unheeded(Set.of());

    static Unheeded of(Collection<Class<? extends Message>> kinds) {
        return new Unheeded(kinds.stream().map(CloudEvents::type).collect(Collectors.toUnmodifiableSet()));
    }

    boolean is(ConsumerRecord<?, ?> record) {
        if (types.isEmpty()) {
            return false;
        }
        Header type = record.headers().lastHeader(CloudEvents.TYPE);
        return type != null && type.value() != null && types.contains(new String(type.value(), StandardCharsets.UTF_8));
    }
}
