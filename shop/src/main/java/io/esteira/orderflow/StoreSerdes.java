package io.esteira.orderflow;

import io.esteira.contracts.Json;
import io.esteira.contracts.OrderStatus;
import io.esteira.orderflow.OrderState.CancelledAhead;
import io.esteira.orderflow.OrderState.TurnedAway;
import io.esteira.orderflow.OrderState.Underway;
import io.esteira.orderflow.StockMarks.Kept;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * How states stand in stores. What is written with every message is compact, behind a byte that names its form; what is
 * rare is the same JSON as messages. Whoever reads knows one from the other, and refuses what is neither.
 *
 * <p>A compact form never changes. One that must is given a byte of its own, and the old one is still read.
 */
final class StoreSerdes {

    private static final byte JSON = '{';
    private static final byte COMPACT = 1;
    private static final int USUAL_BYTES = 128;
    private static final int FINGERPRINT_MAX = 1_000;

    private StoreSerdes() {}

    static <T> Serde<T> json(Class<T> type) {
        return Serdes.serdeFrom(
                (topic, state) -> state == null ? null : Json.write(type, state),
                (topic, json) -> json == null ? null : Json.read(type, json));
    }

    static Serde<OrderState> orderState() {
        return Serdes.serdeFrom(
                (topic, state) -> switch (state) {
                    case null -> null;
                    case Underway order when isUsual(order) -> bytes(out -> write(order, out));
                    case Underway rare -> Json.write(OrderState.class, rare);
                    case CancelledAhead rare -> Json.write(OrderState.class, rare);
                    case TurnedAway brief -> Json.write(OrderState.class, brief);
                },
                (topic, bytes) -> bytes == null
                        ? null
                        : value(bytes, StoreSerdes::readUnderway, json -> Json.read(OrderState.class, json)));
    }

    static Serde<Stock> stock() {
        return compact(
                (stock, out) -> {
                    out.writeInt(stock.onHand());
                    out.writeInt(stock.reserved());
                    out.writeLong(stock.version());
                },
                in -> new Stock(in.readInt(), in.readInt(), in.readLong()),
                json -> Json.read(Stock.class, json));
    }

    /** As JSON a mark stands without a date. */
    static Serde<Kept> stockMark() {
        return compact(
                (kept, out) -> {
                    out.writeLong(kept.sinceMillis());
                    out.writeInt(kept.mark().quantity());
                    out.writeUTF(kept.mark().fate().name());
                    out.writeInt(kept.mark().available());
                },
                in -> {
                    long sinceMillis = in.readLong();
                    int quantity = in.readInt();
                    StockMark.Fate fate = StockMark.Fate.valueOf(in.readUTF());
                    return new Kept(new StockMark(quantity, fate, in.readInt()), sinceMillis);
                },
                json -> new Kept(Json.read(StockMark.class, json), 0));
    }

    private static boolean isUsual(Underway order) {
        return order.refusedCommands().isEmpty() && order.fingerprint().length() <= FINGERPRINT_MAX;
    }

    private static void write(Underway order, DataOutputStream out) throws IOException {
        out.writeUTF(order.status().name());
        out.writeInt(order.sequence());
        out.writeUTF(order.fingerprint());
        write(order.awaited(), out);
        write(order.granted(), out);
        out.writeUTF(order.payment().name());
        out.writeLong(order.dueMillis());
    }

    private static OrderState readUnderway(DataInputStream in) throws IOException {
        OrderStatus status = OrderStatus.valueOf(in.readUTF());
        int sequence = in.readInt();
        String fingerprint = in.readUTF();
        Marks awaited = readMarks(in);
        Marks granted = readMarks(in);
        OrderState.Payment payment = OrderState.Payment.valueOf(in.readUTF());
        long dueMillis = in.readLong();
        return new Underway(status, sequence, fingerprint, awaited, granted, payment, List.of(), dueMillis);
    }

    private static void write(Marks marks, DataOutputStream out) throws IOException {
        byte[] bits = marks.bytes();
        out.writeInt(bits.length);
        out.write(bits);
    }

    private static Marks readMarks(DataInputStream in) throws IOException {
        return Marks.of(in.readNBytes(in.readInt()));
    }

    private interface Writing<T> {
        void write(T value, DataOutputStream out) throws IOException;
    }

    private interface Reading<T> {
        T read(DataInputStream in) throws IOException;
    }

    private interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    private static <T> Serde<T> compact(Writing<T> writing, Reading<T> reading, Function<byte[], T> json) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : bytes(out -> writing.write(value, out)),
                (topic, bytes) -> bytes == null ? null : value(bytes, reading, json));
    }

    private static byte[] bytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(COMPACT);
            content.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static <T> T value(byte[] bytes, Reading<T> reading, Function<byte[], T> json) {
        if (bytes.length > 0 && bytes[0] == JSON) {
            return json.apply(bytes);
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte form = in.readByte();
            if (form != COMPACT) {
                throw new IllegalStateException("A state of form " + form + ": a later version wrote it");
            }
            return reading.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("A state that ends too soon", e);
        }
    }
}
