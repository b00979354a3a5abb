package io.esteira.lab.speed.baseline;

import jakarta.validation.Valid;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Reads and validates an order and answers 201. Nothing is kept: no server of this kind can be faster. */
@SpringBootConfiguration
@SameHttpStack
@Import(Ceiling.Api.class)
class Ceiling {

    @RestController
    @OnlyInBaselines
    static class Api {

        @PostMapping("/api/orders")
        ResponseEntity<BaselineAnswer> place(
                @RequestHeader("Idempotency-Key") String key, @Valid @RequestBody BaselineOrder order) {
            return BaselineAnswer.created(BaselineAnswer.id(key));
        }
    }
}
