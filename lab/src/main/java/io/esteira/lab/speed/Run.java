package io.esteira.lab.speed;

import java.util.EnumMap;
import java.util.Map;

/**
 * One server, or one way of doing it, in one round.
 *
 * @param what whose run it is
 * @param done orders, records or decisions in all
 * @param perSecond in the time that was measured
 * @param cpuMicrosEach what each part spent on each
 * @param millisP50 how long one took
 */
record Run(
        String what,
        int round,
        long done,
        double perSecond,
        Map<Part, Double> cpuMicrosEach,
        double millisP50,
        double millisP99,
        long failed) {

    static Map<Part, Double> each(CpuTimes spent, long done) {
        Map<Part, Double> each = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            each.put(part, (double) spent.of(part) / Math.max(1, done));
        }
        return each;
    }

    static Run of(String what, int round, Load.Result load, CpuTimes spent) {
        return new Run(
                what,
                round,
                load.accepted().size(),
                load.perSecond(),
                each(spent, load.accepted().size()),
                load.latencyMillis(50),
                load.latencyMillis(99),
                load.failed());
    }

    double cpu(Part... parts) {
        double sum = 0;
        for (Part part : parts) {
            sum += cpuMicrosEach.getOrDefault(part, 0.0);
        }
        return sum;
    }
}
