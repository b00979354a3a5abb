package io.esteira.intake;

import io.esteira.intake.OrderIntake.Prices;
import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.access.ApiClient;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/orders/batch}. */
@RestController
@ConditionalOnRole("intake")
class BatchApi {

    static final String PATH = "/api/orders/batch";

    private static final String JSON_LINES = "application/jsonl";
    private static final Logger log = LoggerFactory.getLogger(BatchApi.class);

    private final Batches batches;

    BatchApi(Batches batches) {
        this.batches = batches;
    }

    @Operation(
            summary = "Place many orders",
            description = "One JSON object in each line, of any number of lines; a line may be as long as a body of"
                    + " POST /api/orders. Answers come in the order of the lines, while more are sent: read them while"
                    + " you send, or send no more than 5,000 lines at a time. Each line is an order of its own, and what"
                    + " is wrong with one does not touch the others. A line without an answer, for whatever reason, is"
                    + " not known to be accepted: send it again with the same key. A client that has a limit of orders a"
                    + " second is read from no faster. Empty lines are counted, but not answered.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                                        schema = @Schema(implementation = BatchOrder.class)),
                                @Content(mediaType = JSON_LINES, schema = @Schema(implementation = BatchOrder.class))
                            }))
    @ApiResponse(
            responseCode = "200",
            description =
                    "One answer in each line. The status of the line is what POST /api/orders would have answered;"
                            + " its order is accepted, and written down, where that is 201.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                            schema = @Schema(implementation = BatchAnswer.class)))
    @ApiResponse(
            responseCode = "503",
            description = "No line was read, for too many batches are under way here: " + Batches.TOO_MANY_BATCHES
                    + ". Send it again after Retry-After.",
            headers =
                    @Header(
                            name = HttpHeaders.RETRY_AFTER,
                            description = "Seconds.",
                            schema = @Schema(type = "integer")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    @PostMapping(
            path = PATH,
            consumes = {MediaType.APPLICATION_NDJSON_VALUE, JSON_LINES},
            produces = {MediaType.APPLICATION_NDJSON_VALUE, JSON_LINES})
    void place(@AuthenticationPrincipal ApiClient client, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        InputStream body = request.getInputStream();
        try (Batch batch = batches.open(client.name(), Prices.of(client))) {
            response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
            batch.run(body, response.getOutputStream());
        } catch (IOException e) {
            log.info("{} did not wait for the answers to a batch: {}", client.name(), e.toString());
        }
    }
}
