package io.esteira.lab.trial;

import io.esteira.lab.trial.Wish.Item;
import io.esteira.lab.trial.Wish.Repeats;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Who comes to the shop, in the order of their numbers. The same seed, the same shoppers. */
final class Shoppers implements Crowd {

    static final String APPROVED = "tok_approved";

    private static final int LINES_MAX = 5;
    private static final int QUANTITY_MAX = 3;

    private final long seed;
    private final Shelves shelves;

    Shoppers(long seed, Shelves shelves) {
        this.seed = seed;
        this.shelves = shelves;
    }

    @Override
    public Wish number(long number) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
        String token = token(random.nextInt(100));
        Repeats repeats = switch (random.nextInt(100)) {
            case 0, 1, 2 -> Repeats.AT_ONCE;
            case 3, 4 -> Repeats.LATER;
            default -> Repeats.ONCE;
        };
        boolean cancels = random.nextInt(100) < 3;
        return new Wish(
                "trial-" + seed + "-" + number,
                "buyer-" + number + "@trial.example",
                // A payment whose outcome is open for a while leaves time to cancel.
                cancels && random.nextBoolean() ? "tok_unknown" : token,
                items(random),
                repeats,
                cancels);
    }

    private static String token(int percent) {
        if (percent < 85) {
            return APPROVED;
        }
        if (percent < 91) {
            return "tok_declined";
        }
        return percent < 96 ? "tok_error" : "tok_unknown";
    }

    private List<Item> items(SplittableRandom random) {
        int percent = random.nextInt(100);
        int lines = percent < 70 ? 1 : percent < 90 ? 2 : 3 + random.nextInt(LINES_MAX - 2);
        List<Item> items = new ArrayList<>();
        while (items.size() < lines) {
            String sku = shelves.any(random);
            if (items.stream().noneMatch(item -> item.sku().equals(sku))) {
                items.add(new Item(sku, 1 + random.nextInt(QUANTITY_MAX)));
            }
        }
        return items;
    }
}
