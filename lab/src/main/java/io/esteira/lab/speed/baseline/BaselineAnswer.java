package io.esteira.lab.speed.baseline;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.springframework.http.ResponseEntity;

/** As long an answer as the shop's. */
record BaselineAnswer(UUID id, String number, String status, Total total, Instant placedAt, String trackingUrl) {

    record Total(String currency, String amount) {}

    static UUID id(String idempotencyKey) {
        return UUID.nameUUIDFromBytes(idempotencyKey.getBytes(StandardCharsets.UTF_8));
    }

    static ResponseEntity<BaselineAnswer> created(UUID id) {
        String number = id.toString().substring(0, 18);
        BaselineAnswer answer = new BaselineAnswer(
                id,
                number,
                "PENDING",
                new Total("BRL", "59.80"),
                Instant.now(),
                "http://localhost:8080/orders/" + number + "?key=QkFTRUxJTkVTIFNJR04gTk9USElORw");
        return ResponseEntity.created(URI.create("/api/orders/" + id)).body(answer);
    }
}
