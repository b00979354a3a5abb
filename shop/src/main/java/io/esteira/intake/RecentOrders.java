package io.esteira.intake;

import io.esteira.contracts.Money;
import io.esteira.contracts.OrderId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The latest orders, so that a repetition gets the answer that the first got. A window, not a guard: beyond it, the
 * order flow still drops repetitions.
 *
 * <p>In stripes, for growing holds up whoever asks meanwhile, and all at once it would for most of a second. In each, two
 * generations hold half of its window; when the younger is full, the older is forgotten. An entry takes 56 bytes and a
 * place in an index, so that a million fit beside everything else.
 */
final class RecentOrders {

    private static final int STRIPES_MAX = 64;
    private static final int STRIPE_MIN = 4096;
    private static final int WIDTH = 7;
    private static final long IN_LOG = 1;
    private static final int CURRENCY_SHIFT = 32;
    private static final int SCALE_SHIFT = 8;

    private final Stripe[] stripes;

    /** What was answered. Of the fingerprint half is enough to tell two wishes apart. */
    record Known(long fingerprintHigh, long fingerprintLow, Money total, Instant placedAt) {

        boolean isFor(Fingerprint fingerprint) {
            ByteBuffer bytes = ByteBuffer.wrap(fingerprint.bytes());
            return bytes.getLong() == fingerprintHigh && bytes.getLong() == fingerprintLow;
        }
    }

    RecentOrders(int capacity) {
        int count = Integer.highestOneBit(Math.clamp(capacity / STRIPE_MIN, 1, STRIPES_MAX));
        stripes = new Stripe[count];
        Arrays.setAll(stripes, stripe -> new Stripe(capacity / count));
    }

    Optional<Known> find(OrderId id) {
        return stripe(id).find(id);
    }

    /** This process wrote the order. */
    void accepted(OrderId id, Fingerprint fingerprint, Money total, Instant placedAt) {
        stripe(id).accepted(id, entry(id, fingerprint, total, placedAt, 0));
    }

    /** The order stands in the log. Of several copies the first in the log is the order, whoever wrote the others. */
    void logged(OrderId id, Fingerprint fingerprint, Money total, Instant placedAt) {
        stripe(id).logged(id, entry(id, fingerprint, total, placedAt, IN_LOG));
    }

    /** By other bits of the id than those that find its place within. */
    private Stripe stripe(OrderId id) {
        return stripes[(int) (id.value().getMostSignificantBits() >>> 58) & (stripes.length - 1)];
    }

    private static long[] entry(OrderId id, Fingerprint fingerprint, Money total, Instant placedAt, long flags) {
        ByteBuffer print = ByteBuffer.wrap(fingerprint.bytes());
        byte[] currency = total.currency().getBytes(StandardCharsets.US_ASCII);
        long code = ((long) currency[0] << 16) | ((long) currency[1] << 8) | currency[2];
        return new long[] {
            id.value().getMostSignificantBits(),
            id.value().getLeastSignificantBits(),
            print.getLong(),
            print.getLong(),
            placedAt.toEpochMilli(),
            total.amount().unscaledValue().longValueExact(),
            (code << CURRENCY_SHIFT) | ((long) total.amount().scale() << SCALE_SHIFT) | flags
        };
    }

    private static final class Stripe {

        private final int capacityOfGeneration;
        private Generation young;
        private Generation old;

        Stripe(int capacity) {
            this.capacityOfGeneration = Math.max(1, capacity / 2);
            this.young = new Generation(capacityOfGeneration);
            this.old = new Generation(0);
        }

        synchronized Optional<Known> find(OrderId id) {
            int entry = young.find(id);
            if (entry >= 0) {
                return Optional.of(young.read(entry));
            }
            entry = old.find(id);
            return entry >= 0 ? Optional.of(old.read(entry)) : Optional.empty();
        }

        synchronized void accepted(OrderId id, long[] entry) {
            if (young.find(id) < 0 && old.find(id) < 0) {
                add(id, entry);
            }
        }

        synchronized void logged(OrderId id, long[] entry) {
            if (!young.correct(id, entry) && !old.correct(id, entry)) {
                add(id, entry);
            }
        }

        private void add(OrderId id, long[] entry) {
            if (young.size == capacityOfGeneration) {
                old = young;
                young = new Generation(capacityOfGeneration);
            }
            young.add(id, entry);
        }
    }

    /** Entries one after the other, and an index with open addressing that is at most half full. */
    private static final class Generation {

        private static final int FIRST_CAPACITY = 1024;

        private final int capacity;
        private long[] entries;
        private int[] index;
        private int size;

        Generation(int capacity) {
            this.capacity = capacity;
            int first = Math.min(capacity, FIRST_CAPACITY);
            this.entries = new long[first * WIDTH];
            this.index = new int[indexSize(first)];
        }

        int find(OrderId id) {
            return index[place(id.value().getMostSignificantBits(), id.value().getLeastSignificantBits())] - 1;
        }

        void add(OrderId id, long[] entry) {
            if ((size + 1) * WIDTH > entries.length) {
                grow();
            }
            System.arraycopy(entry, 0, entries, size * WIDTH, WIDTH);
            size++;
            index[place(id.value().getMostSignificantBits(), id.value().getLeastSignificantBits())] = size;
        }

        /** Whether the order is here; its entry is replaced unless it came from the log. */
        boolean correct(OrderId id, long[] entry) {
            int found = find(id);
            if (found < 0) {
                return false;
            }
            if ((entries[found * WIDTH + WIDTH - 1] & IN_LOG) == 0) {
                System.arraycopy(entry, 0, entries, found * WIDTH, WIDTH);
            }
            return true;
        }

        Known read(int entry) {
            int at = entry * WIDTH;
            long form = entries[at + 6];
            long code = form >>> CURRENCY_SHIFT;
            String currency = "" + (char) ((code >>> 16) & 0xFF) + (char) ((code >>> 8) & 0xFF) + (char) (code & 0xFF);
            int scale = (int) ((form >>> SCALE_SHIFT) & 0xFF);
            return new Known(
                    entries[at + 2],
                    entries[at + 3],
                    new Money(currency, new BigDecimal(BigInteger.valueOf(entries[at + 5]), scale)),
                    Instant.ofEpochMilli(entries[at + 4]));
        }

        /** Where the id stands in the index, or the free place where it would. Ids are hashes: any bits will do. */
        private int place(long high, long low) {
            int mask = index.length - 1;
            int place = (int) (low ^ (low >>> 32)) & mask;
            while (index[place] != 0) {
                int at = (index[place] - 1) * WIDTH;
                if (entries[at] == high && entries[at + 1] == low) {
                    break;
                }
                place = (place + 1) & mask;
            }
            return place;
        }

        private void grow() {
            int next = Math.min(capacity, Math.max(1, size * 2));
            entries = Arrays.copyOf(entries, next * WIDTH);
            index = new int[indexSize(next)];
            for (int i = 0; i < size; i++) {
                index[place(entries[i * WIDTH], entries[i * WIDTH + 1])] = i + 1;
            }
        }

        /** A power of two with room for twice the entries. */
        private static int indexSize(int entries) {
            return Integer.highestOneBit(Math.max(1, entries)) * 4;
        }
    }
}
