package io.esteira.orders;

import io.esteira.contracts.Invoice;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.OrderStatus;
import io.esteira.paper.InvoicePrinter;
import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.access.ApiClient;
import io.esteira.platform.validation.PlainText;
import io.esteira.platform.validation.RequestCheck;
import io.esteira.platform.web.Problem;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reading and cancelling orders. Somebody else's order is answered as one that does not exist. */
@RestController
@ConditionalOnRole("orders")
class OrdersApi {

    private static final int LONGEST_REASON = 500;

    private final Orders orders;
    private final CancelOrder cancelOrder;
    private final InvoicePrinter printer;
    private final OrderAddresses addresses;
    private final RequestCheck check;

    OrdersApi(
            Orders orders,
            CancelOrder cancelOrder,
            InvoicePrinter printer,
            OrderAddresses addresses,
            RequestCheck check) {
        this.orders = orders;
        this.cancelOrder = cancelOrder;
        this.printer = printer;
        this.addresses = addresses;
        this.check = check;
    }

    record Cancellation(
            @PlainText(max = LONGEST_REASON, blank = true) @Nullable
            String reason) {}

    @GetMapping("/api/orders/{id}")
    OrderAnswer one(@AuthenticationPrincipal ApiClient client, @PathVariable String id) {
        return OrderAnswer.of(theirs(client, id), addresses);
    }

    @GetMapping("/api/orders")
    OrderListAnswer list(
            @AuthenticationPrincipal ApiClient client,
            @RequestParam Optional<String> status,
            @RequestParam(defaultValue = "") String q,
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = "" + OrderQuery.DEFAULT_LIMIT) int limit) {
        try {
            OrderQuery query = new OrderQuery(
                    owner(client),
                    status.filter(name -> !name.isBlank())
                            .map(OrdersApi::statusNamed)
                            .orElse(null),
                    q,
                    cursor.orElse(null),
                    limit);
            return OrderListAnswer.of(orders.search(query), addresses);
        } catch (IllegalArgumentException e) {
            throw Problem.of(HttpStatus.BAD_REQUEST, e.getMessage() + ".");
        }
    }

    @GetMapping("/api/orders/summary")
    Orders.Totals summary(@AuthenticationPrincipal ApiClient client) {
        return orders.totals(owner(client));
    }

    @ApiResponse(
            responseCode = "202",
            description = "Asked for; the order says whether it came in time.",
            useReturnTypeSchema = true)
    @PostMapping("/api/orders/{id}/cancel")
    ResponseEntity<OrderAnswer> cancel(
            @AuthenticationPrincipal ApiClient client,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Cancellation cancellation) {
        if (cancellation != null) {
            check.check(cancellation);
        }
        OrderView order = theirs(client, id);
        if (order.status().isSettled()) {
            throw Problem.of(
                    HttpStatus.CONFLICT, "The order is " + order.status() + " and can no longer be cancelled.");
        }
        cancelOrder.cancel(order.order().id(), client.name(), cancellation == null ? null : cancellation.reason());
        return ResponseEntity.accepted().body(OrderAnswer.of(order, addresses));
    }

    @ApiResponse(
            responseCode = "200",
            description = "The invoice, in the customer's language.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PDF_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    @GetMapping("/api/orders/{id}/invoice.pdf")
    ResponseEntity<byte[]> invoice(@AuthenticationPrincipal ApiClient client, @PathVariable String id) {
        Invoice invoice = theirs(client, id).invoice();
        if (invoice == null) {
            throw Problem.notFound();
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(InvoicePrinter.fileName(invoice))
                                .build()
                                .toString())
                .body(printer.print(invoice));
    }

    private OrderView theirs(ApiClient client, String id) {
        return idIn(id).flatMap(orders::find)
                .filter(view -> switch (owner(client)) {
                    case OrderQuery.Owner.Anybody() -> true;
                    case OrderQuery.Owner.Client(String name) ->
                        view.order().client().equals(name);
                })
                .orElseThrow(Problem::notFound);
    }

    private static OrderQuery.Owner owner(ApiClient client) {
        return client.may(OrdersAccess.READ_ALL) ? OrderQuery.Owner.anybody() : OrderQuery.Owner.client(client.name());
    }

    private static Optional<OrderId> idIn(String text) {
        try {
            return Optional.of(OrderId.of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static OrderStatus statusNamed(String name) {
        try {
            return OrderStatus.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("There is no status " + name, e);
        }
    }
}
