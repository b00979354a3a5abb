package io.esteira.contracts;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Kafka headers of a message: CloudEvents 1.0, Kafka protocol binding, binary content mode. */
public final class CloudEvents {

    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String TIME = "ce_time";
    public static final String CONTENT_TYPE = "content-type";

    private static final byte[] VERSION_1 = utf8("1.0");
    private static final byte[] JSON = utf8("application/json");

    /** @param topic the topic's name; ids are unique within it, so it is the CloudEvents source */
    public static Headers headers(Message message, String topic) {
        return new RecordHeaders()
                .add(SPEC_VERSION, VERSION_1)
                .add(ID, utf8(message.factId()))
                .add(TYPE, utf8(type(message.getClass())))
                .add(SOURCE, utf8("/esteira/" + topic))
                .add(TIME, utf8(message.at().toString()))
                .add(CONTENT_TYPE, JSON);
    }

    /** What {@link #TYPE} says of messages of this class. */
    public static String type(Class<? extends Message> message) {
        return "io.esteira." + message.getSimpleName();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private CloudEvents() {}
}
