package io.esteira.orderflow;

import io.esteira.contracts.Json;
import io.esteira.contracts.OrderStatus;
import io.esteira.orderflow.OrderState.CancelledAhead;
import io.esteira.orderflow.OrderState.Underway;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
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
                },
                (topic, bytes) ->
                        bytes == null ? null : value(OrderState.class, bytes, in -> (OrderState) readUnderway(in)));
    }

    static Serde<Stock> stock() {
        return compact(
                Stock.class,
                (stock, out) -> {
                    out.writeInt(stock.onHand());
                    out.writeInt(stock.reserved());
                    out.writeLong(stock.version());
                },
                in -> new Stock(in.readInt(), in.readInt(), in.readLong()));
    }

    static Serde<StockMark> stockMark() {
        return compact(
                StockMark.class,
                (mark, out) -> {
                    out.writeInt(mark.quantity());
                    out.writeUTF(mark.fate().name());
                    out.writeInt(mark.available());
                },
                in -> new StockMark(in.readInt(), StockMark.Fate.valueOf(in.readUTF()), in.readInt()));
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

    private static Underway readUnderway(DataInputStream in) throws IOException {
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

    private static <T> Serde<T> compact(Class<T> type, Writing<T> writing, Reading<T> reading) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : bytes(out -> writing.write(value, out)),
                (topic, bytes) -> bytes == null ? null : value(type, bytes, reading));
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

    private static <T> T value(Class<T> type, byte[] bytes, Reading<T> reading) {
        if (bytes.length > 0 && bytes[0] == JSON) {
            return Json.read(type, bytes);
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte form = in.readByte();
            if (form != COMPACT) {
                throw new IllegalStateException(
                        "A " + type.getSimpleName() + " of form " + form + ": a later version wrote it");
            }
            return reading.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Not a " + type.getSimpleName(), e);
        }
    }
}
