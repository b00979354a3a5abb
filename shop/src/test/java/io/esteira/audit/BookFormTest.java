package io.esteira.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esteira.audit.Observation.Happened;
import io.esteira.audit.Observation.InvoiceFiled;
import io.esteira.audit.Observation.InvoiceTold;
import io.esteira.audit.Observation.MessageNoted;
import io.esteira.audit.Observation.OfOrder;
import io.esteira.audit.Observation.PaymentAsked;
import io.esteira.audit.Observation.PaymentTold;
import io.esteira.audit.Observation.Placed;
import io.esteira.audit.Observation.PlacingParked;
import io.esteira.audit.Observation.StockAnswered;
import io.esteira.audit.Observation.StockAsked;
import io.esteira.contracts.Json;
import io.esteira.contracts.Money;
import io.esteira.contracts.OrderId;
import io.esteira.contracts.PaymentEvent.PaymentCaptured;
import io.esteira.contracts.PaymentEvent.PaymentDeclined;
import io.esteira.contracts.PaymentEvent.PaymentRefunded;
import io.esteira.contracts.StockEvent;
import io.esteira.contracts.StockRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BookFormTest {

    private static final OrderId ORDER = OrderId.derive("test", "1");
    private static final Instant THEN = Instant.parse("2026-11-23T20:00:00.123456Z");
    private static final Money AMOUNT = Money.of("BRL", "59.80");

    @Test
    void anEmptyBookIsReadAsItWasWritten() {
        assertThat(BookForm.read(BookForm.write(OrderBook.EMPTY))).isEqualTo(OrderBook.EMPTY);
    }

    @Test
    void everyBookIsReadAsItWasWrittenWhateverWentIntoItInWhicheverOrder() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            OrderBook book = anyBook(random);
            assertThat(BookForm.read(BookForm.write(book))).isEqualTo(book);
        }
    }

    @Test
    void aBookThatAnEarlierVersionWroteAsJsonIsRead() {
        Random random = new Random(8);
        for (int i = 0; i < 500; i++) {
            OrderBook book = anyBook(random);
            assertThat(BookForm.read(Json.write(OrderBook.class, book))).isEqualTo(book);
        }
    }

    @Test
    void whatIsNoBookIsRefused() {
        byte[] later = {2, 0, 0};
        byte[] whole = BookForm.write(anyBook(new Random(9)));
        for (int length = 0; length < whole.length; length++) {
            byte[] half = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> BookForm.read(half)).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> BookForm.read(later)).isInstanceOf(IllegalStateException.class);
    }

    private static OrderBook anyBook(Random random) {
        List<OfOrder> some = new ArrayList<>(all(random));
        Collections.shuffle(some, random);
        OrderBook book = OrderBook.EMPTY.note(some.subList(0, random.nextInt(some.size() + 1)));
        return random.nextBoolean() ? book : book.withReported(List.of("NO_MESSAGE/CONFIRMED", "NOT_SOLD/Ä\u0000"));
    }

    private static List<OfOrder> all(Random random) {
        Instant far = random.nextInt(10) == 0 ? Instant.ofEpochMilli(Long.MAX_VALUE) : THEN.plusNanos(random.nextInt());
        Instant early = random.nextInt(10) == 0 ? Instant.ofEpochMilli(-1) : THEN;
        int sequence = random.nextInt(6) - 1;
        return List.of(
                new Placed(ORDER, "f".repeat(16), Map.of("SKU-1", 2, "São", 1), THEN),
                new Placed(ORDER, "", Map.of(), far),
                new PlacingParked(ORDER, "f".repeat(16), random.nextBoolean(), early),
                new Happened(ORDER, 1, "OrderAccepted", Stage.PENDING, "ACCEPTED", "0123456789abcdef", THEN),
                new Happened(ORDER, 2, "StockReserved", Stage.AWAITING_PAYMENT, null, "1123456789abcdef", early),
                new Happened(ORDER, sequence, "OrderConfirmed", Stage.CONFIRMED, null, "2123456789abcdef", far),
                new StockAsked(new StockRequest.Reserve(ORDER, "SKU-1", random.nextInt(), THEN), THEN),
                new StockAsked(new StockRequest.Sell(ORDER, "São", THEN), far),
                new StockAsked(new StockRequest.Release(ORDER, "SKU-1", THEN), early),
                new StockAnswered(new StockEvent.Reserved(ORDER, "SKU-1", 2, THEN), THEN),
                new StockAnswered(new StockEvent.Refused(ORDER, "x".repeat(40_000), 2, 1, THEN), THEN),
                new PaymentAsked(ORDER, random.nextBoolean(), THEN),
                new PaymentTold(new PaymentCaptured(ORDER, AMOUNT, "pay_1", THEN), THEN),
                new PaymentTold(new PaymentCaptured(ORDER, Money.of("USD", "0.0000000001"), "pay_2", THEN), far),
                new PaymentTold(new PaymentDeclined(ORDER, AMOUNT, "no", THEN), THEN),
                new PaymentTold(new PaymentRefunded(ORDER, AMOUNT, "ref_1", THEN), early),
                new InvoiceTold(ORDER, "A", 42, AMOUNT, THEN),
                new InvoiceFiled(ORDER, "A", random.nextLong(), Money.of("JPY", "1E+9"), THEN),
                new MessageNoted(ORDER, "ACCEPTED", "mail", THEN),
                new MessageNoted(ORDER, "ACCEPTED", "mail", THEN));
    }
}
