package io.esteira.intake;

import io.esteira.intake.OrderIntake.Prices;
import io.esteira.platform.access.ApiClient;
import io.esteira.platform.web.IdempotencyKey;
import io.esteira.platform.web.Problem;
import io.esteira.platform.web.ShortWay;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Does what {@link IntakeApi} does; what cannot even be read is left to it. */
final class PlainOrder implements ShortWay.Call {

    private final OrderIntake intake;
    private final RateLimit limit;
    private final ObjectReader requests;
    private final ObjectWriter answers;

    PlainOrder(OrderIntake intake, RateLimit limit, JsonMapper mapper) {
        this.intake = intake;
        this.limit = limit;
        this.requests = mapper.readerFor(OrderRequest.class);
        this.answers = mapper.writerFor(Accepted.class);
    }

    @Override
    public ShortWay.@Nullable Created answer(ApiClient client, HttpServletRequest head, byte[] body) {
        IdempotencyKey key;
        OrderRequest order;
        try {
            key = IdempotencyKey.ofHeaders(Collections.list(head.getHeaders(IdempotencyKey.HEADER)));
            order = requests.readValue(body);
        } catch (Problem | JacksonException e) {
            return null;
        }
        if (order == null || !limit.tryTake(client.name())) {
            return null;
        }
        Accepted accepted = intake.place(client.name(), key, order, Prices.of(client));
        return new ShortWay.Created(IntakeApi.location(accepted), ByteBuffer.wrap(answers.writeValueAsBytes(accepted)));
    }
}
