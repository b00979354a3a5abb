package io.esteira.intake;

import io.esteira.intake.OrderIntake.Prices;
import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.access.ApiClient;
import io.esteira.platform.spool.DurableWriter;
import io.esteira.platform.web.IdempotencyKey;
import io.esteira.platform.web.ShortWay;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/orders}. */
@RestController
@ConditionalOnRole("intake")
class IntakeApi {

    static final String PATH = "/api/orders";

    private final OrderIntake intake;
    private final RateLimit limit;

    IntakeApi(OrderIntake intake, RateLimit limit) {
        this.intake = intake;
        this.limit = limit;
    }

    @ApiResponse(
            responseCode = "201",
            description = "Accepted, and written down; a repetition gets the same answer.",
            useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "503",
            description = "Not known to be accepted. Send it again as it is, with the same Idempotency-Key, after"
                    + " Retry-After: however often, it is one order. The code is " + DurableWriter.NOWHERE_TO_WRITE
                    + " or, where too many orders wait already, " + DurableWriter.BACKLOG_FULL
                    + "; there is none where too many requests are being worked on.",
            headers =
                    @Header(
                            name = HttpHeaders.RETRY_AFTER,
                            description = "Seconds.",
                            schema = @Schema(type = "integer")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    @Operation(
            summary = "Place an order",
            parameters =
                    @Parameter(
                            in = ParameterIn.HEADER,
                            name = IdempotencyKey.HEADER,
                            required = true,
                            description = "1 to 255 printable ASCII characters, quoted or not; the same for each"
                                    + " repetition of one order, for 30 days.",
                            schema = @Schema(type = "string")))
    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Accepted> place(
            @AuthenticationPrincipal ApiClient client, HttpServletRequest headers, @RequestBody OrderRequest request) {
        ShortWay.orElseThrow(headers);
        limit.take(client.name());
        IdempotencyKey key = IdempotencyKey.ofHeaders(Collections.list(headers.getHeaders(IdempotencyKey.HEADER)));
        Accepted accepted = intake.place(client.name(), key, request, Prices.of(client));
        return ResponseEntity.created(URI.create(location(accepted))).body(accepted);
    }

    static String location(Accepted accepted) {
        return PATH + "/" + accepted.id();
    }
}
