package io.esteira.platform.spool;

import io.esteira.contracts.Message;
import io.esteira.contracts.Topic;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What has been accepted and is not in its topic yet, or came there only some seconds ago. */
public final class SpooledRecords {

    private final SpoolTable table;

    SpooledRecords(JdbcClient jdbc) {
        this.table = new SpoolTable(jdbc);
    }

    public <V extends Message> Optional<V> find(Topic<V> topic, String key) {
        return table.find(topic.name(), key).map(topic::decode);
    }

    /** @param alias as it was given to {@link DurableWriter#write} */
    public <V extends Message> Optional<V> findByAlias(Topic<V> topic, String alias) {
        return table.findByAlias(topic.name(), alias).map(topic::decode);
    }
}
