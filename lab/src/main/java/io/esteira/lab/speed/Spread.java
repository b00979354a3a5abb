package io.esteira.lab.speed;

import java.util.List;

/** What several rounds gave. */
record Spread(double median, double min, double max) {

    static final Spread NONE = new Spread(Double.NaN, Double.NaN, Double.NaN);

    static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            return NONE;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast());
    }

    boolean isKnown() {
        return !Double.isNaN(median);
    }
}
