package io.esteira.lab.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final int ORDERS = 10_000;

    @Test
    void nothingIsSaidWhereEveryOrderIsWrittenOnceAmongOthers() {
        OrderIds written = ids(0, ORDERS);
        written.addAll(ids(ORDERS, ORDERS + 50));

        assertThat(Tally.of(ids(0, ORDERS), written).complaints("run")).isEmpty();
    }

    @Test
    void oneThatIsMissingOneThatIsDoubledAndOneThatIsSharedAreNoticed() {
        OrderIds accepted = ids(0, ORDERS);
        accepted.addAll(ids(5, 6));
        OrderIds written = ids(1, ORDERS);
        written.addAll(ids(7, 8));

        Tally tally = Tally.of(accepted, written);

        assertThat(tally).isEqualTo(new Tally(ORDERS + 1, ORDERS, 1, 1, 1));
        assertThat(tally.complaints("run"))
                .containsExactlyInAnyOrder(
                        "run: 1 of 10,001 orders answered with 201 are not in orders.pending",
                        "run: 1 of 10,001 orders answered with 201 are in orders.pending more than once",
                        "run: 1 of 10,001 orders answered with 201 have the id of another");
        assertThat(tally.complaintsOfLoss("run")).hasSize(2);
    }

    private static OrderIds ids(int from, int to) {
        OrderIds ids = new OrderIds();
        for (int i = from; i < to; i++) {
            ids.add(UUID.nameUUIDFromBytes(new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16)}));
        }
        return ids;
    }
}
