package io.esteira.lab.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FlashSaleTest {

    private static final int BUYERS = 600;
    private static final int PIECES = 30;

    /** The doors open in the moment in which one of the shops is killed; a broker follows. */
    @Test
    @Tag("trial")
    @Timeout(900)
    void sellsEveryPieceOnceWhileAShopAndABrokerAreKilled(@TempDir Path out) throws Exception {
        TrialSettings settings = new TrialSettings(
                BUYERS,
                1,
                60,
                out,
                List.of(FaultKind.INSTANCE_KILL, FaultKind.BROKER_KILL),
                3,
                2,
                true,
                false,
                true,
                FaultTrialTest.SHORT_PRACTICE);
        StringWriter said = new StringWriter();
        TrialReport report = new Trial(settings, new PrintWriter(said, true), false).run();

        assertThat(report.findings())
                .as(said::toString)
                .hasSize(9)
                .allSatisfy(finding -> assertThat(finding.breaches()).isEmpty());
        assertThat(report.figures())
                .containsEntry("orders CONFIRMED", PIECES + settings.flashSale().regulars());
        assertThat(report.faults()).hasSize(2);
    }

    @Test
    void onePieceTooManyOrAnOrderTooFewIsNoticed() {
        FlashSale sale = new FlashSale(1, BUYERS, 0);
        Map<String, Long> good = figures(PIECES, BUYERS - PIECES);
        assertThat(sale.judge(good).holds()).isTrue();
        assertThat(sale.judge(figures(PIECES + 1, BUYERS - PIECES - 1)).breaches())
                .contains("orders CONFIRMED: 31 instead of 30");
        assertThat(sale.judge(figures(PIECES, BUYERS - PIECES - 1)).breaches()).contains("599 orders of 600 buyers");
        assertThat(sale.judge(Map.of()).holds()).isFalse();
    }

    private static Map<String, Long> figures(long confirmed, long refused) {
        return Map.of(
                "orders",
                confirmed + refused,
                "orders CONFIRMED",
                confirmed,
                "orders REJECTED OUT_OF_STOCK",
                refused,
                "pieces sold",
                confirmed,
                "invoices",
                confirmed);
    }
}
