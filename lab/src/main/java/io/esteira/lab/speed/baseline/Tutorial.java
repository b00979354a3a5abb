package io.esteira.lab.speed.baseline;

import jakarta.validation.Valid;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** What every tutorial shows: the order goes to a topic, and the answer waits for the acknowledgement. */
@SpringBootConfiguration
@SameHttpStack
@ImportAutoConfiguration(KafkaAutoConfiguration.class)
@Import(Tutorial.Api.class)
class Tutorial {

    @RestController
    @OnlyInBaselines
    static class Api {

        private final KafkaTemplate<String, Object> kafka;
        private final String topic;

        Api(KafkaTemplate<String, Object> kafka, @Value("${baseline.topic}") String topic) {
            this.kafka = kafka;
            this.topic = topic;
        }

        @PostMapping("/api/orders")
        ResponseEntity<BaselineAnswer> place(
                @RequestHeader("Idempotency-Key") String key, @Valid @RequestBody BaselineOrder order)
                throws ExecutionException, InterruptedException {
            UUID id = BaselineAnswer.id(key);
            kafka.send(topic, id.toString(), order).get();
            return BaselineAnswer.created(id);
        }
    }
}
