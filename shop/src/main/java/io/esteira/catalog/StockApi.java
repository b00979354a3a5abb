package io.esteira.catalog;

import io.esteira.contracts.StockLevel;
import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.access.ApiClient;
import io.esteira.platform.web.IdempotencyKey;
import io.esteira.platform.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/stock}. */
@RestController
@ConditionalOnRole("catalog")
class StockApi {

    private final Stock stock;

    StockApi(Stock stock) {
        this.stock = stock;
    }

    record StockCount(String sku, int onHand, int reserved, int available) {

        static StockCount of(StockLevel level) {
            return new StockCount(level.sku(), level.onHand(), level.reserved(), level.available());
        }
    }

    /** How many adjustments were taken; each shows in the stock as soon as the order flow has made it. */
    record Taken(int accepted) {}

    @GetMapping(path = "/api/stock/{sku}", produces = MediaType.APPLICATION_JSON_VALUE)
    StockCount get(@PathVariable String sku) {
        return stock.level(sku).map(StockCount::of).orElseThrow(Problem::notFound);
    }

    @PostMapping(
            path = "/api/stock/adjustments",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Taken adjust(
            @AuthenticationPrincipal ApiClient client,
            HttpServletRequest headers,
            @RequestBody List<StockAdjustment> adjustments) {
        List<String> keys = Collections.list(headers.getHeaders(IdempotencyKey.HEADER));
        stock.adjust(client.name(), keys.isEmpty() ? null : IdempotencyKey.ofHeaders(keys), adjustments);
        return new Taken(adjustments.size());
    }
}
