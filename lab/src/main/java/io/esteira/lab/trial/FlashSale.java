package io.esteira.lab.trial;

import io.esteira.lab.trial.Shelves.Article;
import io.esteira.lab.trial.Wish.Item;
import io.esteira.lab.trial.Wish.Repeats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One article, far too little of it, and everybody wants it. Their cards are good and nobody thinks better of it, so
 * what must come out is known beforehand: as many orders as there are pieces, and the rest is told that there are no
 * more. Before the doors open regulars buy what is never short, for nobody opens a sale on shops that have just started.
 *
 * @param buyers who come at least; latecomers are served alike
 * @param regulars who come before them; their numbers are below zero
 */
record FlashSale(long seed, long buyers, long regulars) implements Crowd {

    private static final String SKU = "FLASH-01";
    private static final String NEVER_SHORT = "DAILY-01";
    private static final int BUYERS_PER_PIECE = 20;

    int pieces() {
        return (int) Math.max(1, buyers / BUYERS_PER_PIECE);
    }

    List<Article> articles() {
        List<Article> articles = new ArrayList<>(List.of(new Article(SKU, "99.90", pieces())));
        if (regulars > 0) {
            articles.add(new Article(NEVER_SHORT, "4.90", Math.toIntExact(regulars)));
        }
        return articles;
    }

    @Override
    public Wish number(long number) {
        if (number < 0) {
            return new Wish(
                    "regular-" + seed + number,
                    "regular" + number + "@flash.example",
                    Shoppers.APPROVED,
                    List.of(new Item(NEVER_SHORT, 1)),
                    Repeats.ONCE,
                    false);
        }
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
        // In such a crowd many press the button twice.
        Repeats repeats = switch (random.nextInt(10)) {
            case 0 -> Repeats.AT_ONCE;
            case 1 -> Repeats.LATER;
            default -> Repeats.ONCE;
        };
        return new Wish(
                "flash-" + seed + "-" + number,
                "buyer-" + number + "@flash.example",
                Shoppers.APPROVED,
                List.of(new Item(SKU, 1)),
                repeats,
                false);
    }

    /** @param figures of the checker */
    Finding judge(Map<String, Long> figures) {
        long placed = figures.getOrDefault("orders", 0L) - regulars;
        List<String> breaches = new ArrayList<>();
        if (placed < buyers) {
            breaches.add(placed + " orders of " + buyers + " buyers");
        }
        long sold = regulars + pieces();
        expect(sold, "orders CONFIRMED", figures, breaches);
        expect(placed - pieces(), "orders REJECTED OUT_OF_STOCK", figures, breaches);
        expect(sold, "pieces sold", figures, breaches);
        expect(sold, "invoices", figures, breaches);
        return new Finding(
                "Flash",
                "of " + placed + " buyers exactly " + pieces() + " get one, and the others hear that there are no more",
                placed,
                breaches.size(),
                breaches);
    }

    private static void expect(long expected, String name, Map<String, Long> figures, List<String> breaches) {
        long found = figures.getOrDefault(name, 0L);
        if (found != expected) {
            breaches.add(name + ": " + found + " instead of " + expected);
        }
    }
}
