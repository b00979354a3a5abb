package io.esteira.audit;

import io.esteira.contracts.Json;
import io.esteira.contracts.Money;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;

/**
 * How a book stands in the database: compact, behind a byte that names the form, for it is written and read several times
 * within seconds and mostly never again. Older books are JSON, which begins with a brace.
 *
 * <p>A form never changes. One that must is given a byte of its own, and the old one is still read.
 */
final class BookForm {

    private static final byte JSON = '{';
    private static final byte COMPACT = 1;
    private static final int USUAL_BYTES = 512;

    private static final ObjectReader FROM_JSON = Json.mapper().readerFor(OrderBook.class);

    static byte[] write(OrderBook book) {
        Writer out = new Writer();
        out.bytes.write(COMPACT);
        out.placing(book.placing());
        out.history(book.history());
        out.map(book.holdings().bySku(), out::holding);
        out.takings(book.takings());
        out.papers(book.papers());
        out.map(book.letters().due(), out::time);
        out.map(book.letters().noted(), out::time);
        out.list(book.found(), out::finding);
        out.list(book.reported(), out::text);
        return out.bytes.toByteArray();
    }

    static OrderBook read(byte[] bytes) {
        if (bytes.length > 0 && bytes[0] == JSON) {
            return FROM_JSON.readValue(bytes);
        }
        try {
            Reader in = new Reader(bytes);
            byte form = in.next();
            if (form != COMPACT) {
                throw new IllegalStateException("A book of form " + form + ": a later version wrote it");
            }
            return in.book();
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalStateException("A book that ends too soon", e);
        }
    }

    private static final class Writer {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);

        void placing(Placing placing) {
            number(placing.copies());
            list(placing.fingerprints(), this::text);
            list(placing.parked(), this::text);
            map(placing.wanted(), pieces -> number(pieces));
            maybe(placing.first());
            maybe(placing.last());
        }

        void history(History history) {
            list(history.events(), this::text);
            text(history.stage() == null ? "" : history.stage().name());
            maybe(history.began());
            maybe(history.since());
        }

        void holding(Holding holding) {
            number(holding.asked());
            number(holding.granted());
            flag(holding.refused());
            flag(holding.sold());
            flag(holding.released());
            time(holding.last());
        }

        void takings(Takings takings) {
            maybe(takings.captureAsked());
            flag(takings.declined());
            map(takings.captured(), this::money);
            maybe(takings.refundAsked());
            map(takings.refunded(), this::money);
            maybe(takings.last());
        }

        void papers(Papers papers) {
            map(papers.told(), this::money);
            map(papers.filed(), this::money);
            maybe(papers.last());
        }

        void finding(Finding finding) {
            text(finding.offence().name());
            text(finding.about());
            list(finding.details(), this::text);
        }

        void money(Money money) {
            text(money.currency());
            text(money.amount().toString());
        }

        void maybe(@Nullable Instant time) {
            flag(time != null);
            if (time != null) {
                time(time);
            }
        }

        void time(Instant time) {
            number(time.getEpochSecond());
            number(time.getNano());
        }

        <T> void list(Collection<T> all, Consumer<T> each) {
            number(all.size());
            all.forEach(each);
        }

        <T> void map(Map<String, T> all, Consumer<T> value) {
            number(all.size());
            BiConsumer<String, T> entry = (name, one) -> {
                text(name);
                value.accept(one);
            };
            all.forEach(entry);
        }

        void text(String text) {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            number(encoded.length);
            bytes.writeBytes(encoded);
        }

        void flag(boolean flag) {
            bytes.write(flag ? 1 : 0);
        }

        /** Seven bits a byte, the lowest first. */
        void number(long number) {
            long left = number;
            while ((left & ~0x7FL) != 0) {
                bytes.write((int) (left & 0x7F) | 0x80);
                left >>>= 7;
            }
            bytes.write((int) left);
        }
    }

    private static final class Reader {

        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        OrderBook book() {
            return new OrderBook(
                    placing(),
                    history(),
                    new Holdings(map(Reader::holding)),
                    takings(),
                    new Papers(map(Reader::money), map(Reader::money), maybe()),
                    new Letters(map(Reader::time), map(Reader::time)),
                    list(Reader::finding),
                    new TreeSet<>(list(Reader::text)));
        }

        Placing placing() {
            return new Placing(count(), list(Reader::text), list(Reader::text), map(Reader::count), maybe(), maybe());
        }

        History history() {
            List<String> events = list(Reader::text);
            String stage = text();
            return new History(events, stage.isEmpty() ? null : Stage.valueOf(stage), maybe(), maybe());
        }

        Holding holding() {
            return new Holding(count(), count(), flag(), flag(), flag(), time());
        }

        Takings takings() {
            return new Takings(maybe(), flag(), map(Reader::money), maybe(), map(Reader::money), maybe());
        }

        Finding finding() {
            return new Finding(Offence.valueOf(text()), text(), list(Reader::text));
        }

        Money money() {
            return new Money(text(), new BigDecimal(text()));
        }

        @Nullable
        Instant maybe() {
            return flag() ? time() : null;
        }

        Instant time() {
            return Instant.ofEpochSecond(number(), number());
        }

        <T> List<T> list(Function<Reader, T> each) {
            int size = count();
            List<T> all = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                all.add(each.apply(this));
            }
            return all;
        }

        <T> Map<String, T> map(Function<Reader, T> value) {
            int size = count();
            if (size == 0) {
                return Map.of();
            }
            Map<String, T> all = new TreeMap<>();
            for (int i = 0; i < size; i++) {
                all.put(text(), value.apply(this));
            }
            return all;
        }

        String text() {
            int length = count();
            String text = new String(bytes, at, length, StandardCharsets.UTF_8);
            at += length;
            return text;
        }

        boolean flag() {
            return next() != 0;
        }

        byte next() {
            return bytes[at++];
        }

        int count() {
            return (int) number();
        }

        long number() {
            long number = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = next();
                number |= (next & 0x7FL) << shift;
                if (next >= 0) {
                    return number;
                }
            }
        }
    }

    private BookForm() {}
}
