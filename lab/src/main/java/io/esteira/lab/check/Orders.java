package io.esteira.lab.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.UUID;

/**
 * Everything that is known of every order, a row for each and a column for each fact, so that millions fit. Each
 * reader fills the columns of its own; the judgements compare them.
 */
final class Orders {

    // What was seen of an order, in marks.
    /** A client holds a 201 for it. */
    static final int PROMISED = 1;
    /** It stands on orders.pending. */
    static final int PENDING = 1 << 1;
    /** It stands in the read model. */
    static final int SHOWN = 1 << 2;
    /** Its cancellation was answered with 202. */
    static final int CANCEL_TAKEN = 1 << 3;
    /** Its cancellation stands on orders.commands. */
    static final int CANCEL_ASKED = 1 << 4;

    static final int CANCEL_REFUSED = 1 << 5;
    static final int STOCK_REFUSED = 1 << 6;
    static final int INVOICED = 1 << 7;
    static final int INVOICE_TOLD = 1 << 8;
    static final int INVOICE_SHOWN = 1 << 9;
    static final int CHARGED = 1 << 10;
    static final int DECLINED = 1 << 11;

    private final Index ids = new Index();

    final Ints marks = new Ints();
    /** Of its idempotency key, the key's row + 1. */
    final Ints key = new Ints();

    // As its client was told.
    final Longs toldNumber = new Longs();
    final Longs toldTotal = new Longs();

    // As it stands on orders.pending.
    final Longs number = new Longs();
    final Longs fingerprint = new Longs();
    final Longs wish = new Longs();
    private final Longs total = new Longs();
    private final Ints currency = new Ints();
    private final List<String> currencies = new ArrayList<>();
    final Longs placedAt = new Longs();
    final Ints token = new Ints();
    final Lines lines = new Lines();

    // As orders.events tell.
    final Choices<Standing> standing = new Choices<>(Standing.class);
    final Choices<Reason> reason = new Choices<>(Reason.class);
    final Ints sequence = new Ints();
    final Longs settledAt = new Longs();

    // Money in millionths, and papers.
    final Longs invoice = new Longs();
    final Longs invoiced = new Longs();
    final Longs captured = new Longs();
    final Longs refunded = new Longs();
    final Longs bankCaptured = new Longs();
    final Longs bankRefunded = new Longs();

    int size() {
        return ids.size();
    }

    int row(UUID id) {
        return ids.row(id);
    }

    /** {@link Index#NONE} if nobody ever told of it. */
    int find(UUID id) {
        return ids.find(id);
    }

    /** {@link Index#NONE} if it was never placed. */
    int placed(UUID id) {
        int row = ids.find(id);
        return row != Index.NONE && marks.has(row, PENDING) ? row : Index.NONE;
    }

    String id(int row) {
        return ids.id(row).toString();
    }

    void total(int row, Amount amount) {
        if (!currencies.contains(amount.currency())) {
            currencies.add(amount.currency());
        }
        total.set(row, amount.micros());
        currency.set(row, currencies.indexOf(amount.currency()));
    }

    Amount total(int row) {
        return new Amount(currencies.get(currency.get(row)), total.get(row));
    }

    Standing standing(int row) {
        return standing.get(row);
    }

    /** What an order asks for and how it is paid, in a form that is the same for client and shop. */
    static long wish(String email, String token, SortedMap<String, Integer> items) {
        return Hash.of(email.strip().toLowerCase(Locale.ROOT) + "\n" + token + "\n" + items);
    }
}
