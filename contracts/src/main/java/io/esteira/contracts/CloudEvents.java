package io.esteira.contracts;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Kafka headers of a message: CloudEvents 1.0, Kafka protocol binding, binary content mode. */
public final class CloudEvents {

    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String TIME = "ce_time";
    public static final String CONTENT_TYPE = "content-type";

    private static final Header VERSION_1 = header(SPEC_VERSION, "1.0");
    private static final Header JSON = header(CONTENT_TYPE, "application/json");

    /** Every message has the same few types and sources: their headers are made once, and nobody changes headers. */
    private static final ClassValue<Header> TYPES = new ClassValue<>() {
        @Override
        protected Header computeValue(Class<?> message) {
            return header(TYPE, type(message.asSubclass(Message.class)));
        }
    };

    private static final Map<String, Header> SOURCES = new ConcurrentHashMap<>();

    /** @param topic the topic's name; ids are unique within it, so it is the CloudEvents source */
    public static Headers headers(Message message, String topic) {
        return new RecordHeaders(new Header[] {
            VERSION_1,
            header(ID, message.factId()),
            TYPES.get(message.getClass()),
            SOURCES.computeIfAbsent(topic, name -> header(SOURCE, "/esteira/" + name)),
            header(TIME, message.at().toString()),
            JSON
        });
    }

    /** What {@link #TYPE} says of messages of this class. */
    public static String type(Class<? extends Message> message) {
        return "io.esteira." + message.getSimpleName();
    }

    private static Header header(String name, String text) {
        return new RecordHeader(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private CloudEvents() {}
}
