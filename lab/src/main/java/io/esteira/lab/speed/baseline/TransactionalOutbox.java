package io.esteira.lab.speed.baseline;

import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * The order and the message that tells of it in one transaction. Nobody carries the messages on from here, which this
 * baseline is not charged for.
 */
@SpringBootConfiguration
@SameHttpStack
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class
})
@Import(TransactionalOutbox.Api.class)
class TransactionalOutbox {

    @RestController
    @OnlyInBaselines
    static class Api {

        private final JdbcClient jdbc;
        private final TransactionTemplate transaction;
        private final JsonMapper mapper;

        Api(JdbcClient jdbc, TransactionTemplate transaction, JsonMapper mapper) {
            this.jdbc = jdbc;
            this.transaction = transaction;
            this.mapper = mapper;
        }

        @PostMapping("/api/orders")
        ResponseEntity<BaselineAnswer> place(
                @RequestHeader("Idempotency-Key") String key, @Valid @RequestBody BaselineOrder order) {
            UUID id = BaselineAnswer.id(key);
            String document = mapper.writeValueAsString(order);
            transaction.executeWithoutResult(begun -> {
                jdbc.sql("INSERT INTO baseline.orders (id, document) VALUES (?, ?::jsonb)")
                        .params(id, document)
                        .update();
                jdbc.sql("INSERT INTO baseline.outbox (order_id, topic, payload) VALUES (?, 'orders', ?::jsonb)")
                        .params(id, document)
                        .update();
            });
            return BaselineAnswer.created(id);
        }
    }
}
