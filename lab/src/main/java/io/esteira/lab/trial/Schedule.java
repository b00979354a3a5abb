package io.esteira.lab.trial;

import io.esteira.lab.trial.FaultKind.Aim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which faults come, in which order, whom they hit and for how long: all of it from the seed. They come in rounds, each
 * with one of every kind, shuffled anew. The next fault waits until the shop has recovered from the one before, so the
 * clock time at which each begins is the shop's doing.
 *
 * @param isShort each fault is as short as it can be and still be felt
 */
record Schedule(long seed, List<FaultKind> kinds, int brokers, int instances, boolean isShort) {

    private static final int CALM_MILLIS_MIN = 8_000;
    private static final int CALM_MILLIS_MAX = 20_000;
    private static final int CALM_MILLIS_SHORT = 1_000;

    Schedule {
        kinds = List.copyOf(kinds);
    }

    /** @param number of the round, from 0 */
    List<PlannedFault> round(int number) {
        Random random = new Random(seed * 31 + number);
        List<FaultKind> order = new ArrayList<>(kinds);
        Collections.shuffle(order, random);
        List<PlannedFault> round = new ArrayList<>();
        for (FaultKind kind : order) {
            round.add(planned(number * kinds.size() + round.size() + 1, kind, random));
        }
        return round;
    }

    private PlannedFault planned(int number, FaultKind kind, Random random) {
        List<Integer> someBrokers = shuffled(brokers, random);
        List<Integer> someInstances = shuffled(instances, random);
        long calmMillis = isShort ? CALM_MILLIS_SHORT : random.nextInt(CALM_MILLIS_MIN, CALM_MILLIS_MAX + 1);
        long lastsMillis =
                1_000L * (isShort ? kind.secondsShort : random.nextInt(kind.secondsMin, kind.secondsMax + 1));
        return new PlannedFault(
                number,
                kind,
                someBrokers.subList(0, hitBrokers(kind.aim)),
                someInstances.subList(0, hitInstances(kind.aim)),
                calmMillis,
                lastsMillis,
                random.nextLong());
    }

    private static int hitBrokers(Aim aim) {
        return switch (aim) {
            case BROKER, INSTANCE_AND_BROKER -> 1;
            case TWO_BROKERS -> 2;
            case INSTANCE, EVERYTHING -> 0;
        };
    }

    private static int hitInstances(Aim aim) {
        return switch (aim) {
            case INSTANCE, INSTANCE_AND_BROKER -> 1;
            case BROKER, TWO_BROKERS, EVERYTHING -> 0;
        };
    }

    private static List<Integer> shuffled(int count, Random random) {
        List<Integer> numbers = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            numbers.add(number);
        }
        Collections.shuffle(numbers, random);
        return numbers;
    }
}
