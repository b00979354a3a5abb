package io.esteira.lab.speed;

import java.util.List;

/** Something that changed over time, in seconds. */
record Plot(String title, List<Line> lines) {

    Plot {
        lines = List.copyOf(lines);
    }

    /** @param points each with its x and its y */
    record Line(String name, List<Point> points) {
        Line {
            points = List.copyOf(points);
        }

        double max() {
            return points.stream().mapToDouble(Point::y).max().orElse(0);
        }
    }

    record Point(double x, double y) {}

    double xMax() {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::x)
                .max()
                .orElse(1);
    }

    double yMax() {
        return lines.stream().mapToDouble(Line::max).max().orElse(1);
    }
}
