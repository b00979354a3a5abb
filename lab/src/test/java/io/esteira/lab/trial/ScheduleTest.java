package io.esteira.lab.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final List<FaultKind> ALL = List.of(FaultKind.values());

    @Test
    void theSameSeedBringsTheSameFaults() {
        for (int round = 0; round < 3; round++) {
            assertThat(schedule(7).round(round)).isEqualTo(schedule(7).round(round));
        }
        assertThat(schedule(7).round(0)).isNotEqualTo(schedule(8).round(0));
        assertThat(schedule(7).round(0)).isNotEqualTo(schedule(7).round(1));
    }

    @Test
    void eachRoundBringsEachFaultOnce() {
        Schedule shortOne = new Schedule(7, ALL, 3, 3, true);
        assertThat(shortOne.round(0)).extracting(PlannedFault::kind).containsExactlyInAnyOrder(FaultKind.values());
        assertThat(shortOne.round(0)).allMatch(fault -> fault.lastsMillis() == 1_000L * fault.kind().secondsShort);
        assertThat(schedule(7).round(4)).extracting(PlannedFault::kind).containsExactlyInAnyOrder(FaultKind.values());
    }

    @Test
    void faultsHitAsManyAsTheirKindSays() {
        for (long seed = 0; seed < 200; seed++) {
            for (PlannedFault fault : schedule(seed).round(0)) {
                assertThat(fault.brokers())
                        .doesNotHaveDuplicates()
                        .allMatch(broker -> broker >= 1 && broker <= 3)
                        .hasSize(
                                switch (fault.kind().aim) {
                                    case BROKER, INSTANCE_AND_BROKER -> 1;
                                    case TWO_BROKERS -> 2;
                                    case INSTANCE, EVERYTHING -> 0;
                                });
                assertThat(fault.instances()).allMatch(instance -> instance >= 1 && instance <= 3);
                assertThat(fault.lastsMillis())
                        .isBetween(1_000L * fault.kind().secondsMin, 1_000L * fault.kind().secondsMax);
            }
        }
    }

    @Test
    void faultsAreNumberedThroughAllRounds() {
        assertThat(schedule(1).round(0).getLast().number()).isEqualTo(ALL.size());
        assertThat(schedule(1).round(1).getFirst().number()).isEqualTo(ALL.size() + 1);
    }

    @Test
    void theSameSeedBringsTheSameShoppers() {
        Shoppers shoppers = new Shoppers(3, new Shelves(1_000));
        Shoppers again = new Shoppers(3, new Shelves(1_000));
        for (int number = 0; number < 500; number++) {
            assertThat(shoppers.number(number)).isEqualTo(again.number(number));
        }
    }

    private static Schedule schedule(long seed) {
        return new Schedule(seed, ALL, 3, 3, false);
    }
}
