package io.esteira.lab.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What the trial's shop sells: most of it in plenty, some of it for about half of those who want it, so that shelves
 * run empty in the midst of faults.
 */
record Shelves(long orders) {

    private static final int PLENTIFUL = 48;
    private static final int SCARCE = 12;
    private static final int SCARCE_PERCENT = 8;
    private static final double PIECES_PER_ORDER = 2 * 1.5;

    record Article(String sku, String price, int pieces) {}

    String any(SplittableRandom random) {
        return random.nextInt(100) < SCARCE_PERCENT
                ? scarce(random.nextInt(SCARCE))
                : plentiful(random.nextInt(PLENTIFUL));
    }

    List<Article> articles() {
        List<Article> articles = new ArrayList<>();
        for (int i = 0; i < PLENTIFUL; i++) {
            int pieces = (int) Math.min(900_000, Math.ceil(orders * PIECES_PER_ORDER * 4 / PLENTIFUL) + 1_000);
            articles.add(new Article(plentiful(i), (i + 9) + ".90", pieces));
        }
        for (int i = 0; i < SCARCE; i++) {
            double wanted = orders * PIECES_PER_ORDER * SCARCE_PERCENT / 100 / SCARCE;
            articles.add(new Article(scarce(i), (i + 3) + ".49", (int) Math.max(3, wanted / 2)));
        }
        return articles;
    }

    private static String plentiful(int number) {
        return String.format(Locale.ROOT, "P-%02d", number + 1);
    }

    private static String scarce(int number) {
        return String.format(Locale.ROOT, "R-%02d", number + 1);
    }
}
