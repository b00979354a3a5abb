package io.esteira.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.esteira.contracts.Money;
import io.esteira.contracts.OrderEvent.RejectionReason;
import io.esteira.local.Chromium;
import io.esteira.local.ShopClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What each invariant forbids is written past the code that would prevent it, and the auditor sees that and no more. */
class PlantedBreachesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final AuditUnderTest SHOP = new AuditUnderTest();

    private final Tale tale = new Tale();

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void anAcceptedOrderThatNobodyTookUpIsLost() {
        expect(tale.placed(), "NEVER_ACCEPTED " + tale.id);
    }

    @Test
    void anOrderThatNobodyPlacedIsSeen() {
        expect(tale.bought().without("placed"), "NEVER_PLACED " + tale.id);
    }

    @Test
    void anOrderThatWasTakenUpTwiceIsSeen() {
        expect(tale.bought().event("accepted again", tale.acceptedAgain()), "SECOND_ACCEPTED " + tale.id);
    }

    @Test
    void anotherOrderUnderTheSameIdThatNobodyPutAsideIsSeen() {
        expect(tale.bought().placedDifferently(), "OTHER_ORDER " + tale.id);
    }

    @Test
    void aSecondChargeIsSeenAndSoIsTheMoneyThatIsTooMuch() {
        expect(tale.bought().paid("captured again", "pay_2"), "SECOND_CAPTURE " + tale.id, "UNBALANCED " + tale.id);
    }

    @Test
    void moreReservedThanThereIsIsSeen() {
        expect(tale.bought().without("level 2").level("level 2 wrong", 10, 11, 2), "OVERSOLD " + tale.sku);
    }

    @Test
    void aSaleThatWasNeverReservedIsSeen() {
        expect(tale.bought().without("reserved", "level 2", "level 3"), "NOT_RESERVED " + tale.id);
    }

    @Test
    void aLevelThatIsNotWhatOrdersMadeItIsSeen() {
        expect(tale.bought().without("level 3").level("level 3 wrong", 9, 0, 3), "LEVEL_DIFFERS " + tale.sku);
    }

    @Test
    void stockThatIsStillSetAsideForAnOrderThatEndedIsSeen() {
        expect(tale.declined().without("release", "level 3"), "STILL_SET_ASIDE " + tale.id);
    }

    @Test
    void aHoleInTheInvoiceNumbersIsSeen() {
        String series = Tale.newSeries();
        expect(List.of(tale.bought(series, 1), new Tale().bought(series, 3)), "NUMBER_MISSING " + series + "-000002");
    }

    @Test
    void aSecondInvoiceIsSeenAndSoAreTheBooksThatDoNotBalance() {
        Tale first = tale.bought();
        Deed told = first.deeds().get("invoice told");
        Deed filed = first.deeds().get("invoice filed");
        assertThat(told).isNotNull();
        assertThat(filed).isNotNull();
        String series = Tale.newSeries();
        first.invoiced(series, 1, Tale.TOTAL).without("invoice filed");
        first.with("first told", told).with("first filed", filed);
        expect(first, "INVOICE_NOT_FILED " + first.id, "SECOND_INVOICE " + first.id, "UNBALANCED " + first.id);
    }

    @Test
    void anOrderThatStandsStillBeyondItsDeadlineIsSeen() {
        expect(tale.accepted(), "WAITS_FOR_STOCK " + tale.id);
    }

    @Test
    void aSecondMessageIsSeen() {
        expect(
                tale.bought().with("second mail", Deed.row(shop -> shop.note(tale.id, "CONFIRMED", "SENT", tale.then))),
                "SECOND_MESSAGE " + tale.id);
    }

    @Test
    void aMessageThatIsMissingIsSeen() {
        expect(tale.bought().without("mail CONFIRMED"), "NO_MESSAGE " + tale.id);
    }

    @Test
    void aMessageThatWasGivenUpIsSeen() {
        expect(
                tale.bought()
                        .without("mail CONFIRMED")
                        .with("dead mail", Deed.row(shop -> shop.note(tale.id, "CONFIRMED", "DEAD", tale.then))),
                "DEAD_MESSAGE " + tale.id);
    }

    @Test
    void moneyThatWasTakenAndNotInvoicedIsSeen() {
        String series = Tale.newSeries();
        expect(tale.bought(series, 1, Money.of("BRL", "50.00")), "UNBALANCED " + tale.id);
    }

    @Test
    void moneyThatWasNeverGivenBackIsSeen() {
        expect(tale.cancelledAndRefunded().without("refund", "refunded"), "UNBALANCED " + tale.id);
    }

    @Test
    void aStepThatIsNotAllowedIsSeen() {
        expect(
                tale.bought()
                        .event("rejected", tale.rejected(4, RejectionReason.OUT_OF_STOCK))
                        .mail("REJECTED"),
                "ILLEGAL_TRANSITION " + tale.id);
    }

    @Test
    void anEventThatIsMissingIsSeen() {
        expect(
                tale.bought().without("confirmed").event("confirmed late", tale.confirmed(4)),
                "MISSING_EVENT " + tale.id);
    }

    @Test
    void whatComesLateTurnsGreenAndStaysInTheHistory() {
        Deed mail = Objects.requireNonNull(tale.bought().deeds().get("mail CONFIRMED"));
        expect(tale.without("mail CONFIRMED"), "NO_MESSAGE " + tale.id);

        mail.on(SHOP);

        await().until(() -> !SHOP.open().contains("NO_MESSAGE " + tale.id));
        assertThat(SHOP.judged().settled()).anySatisfy(settled -> {
            assertThat(settled.subject()).isEqualTo(tale.id.toString());
            assertThat(settled.settledAt()).isNotNull();
        });
    }

    @Test
    void programsAreToldTheSameInWords() throws Exception {
        expect(tale.accepted(), "WAITS_FOR_STOCK " + tale.id);
        SHOP.awaitShown();

        assertThat(SHOP.client("orders:read").get("/api/audit").status()).isEqualTo(403);
        JsonNode answer = SHOP.client("audit:read").get("/api/audit").body();

        assertThat(answer.path("holds").asBoolean()).isFalse();
        JsonNode bounded = answer.path("invariants").path(4);
        assertThat(bounded.path("promise").asString()).isEqualTo("Every order reaches a final state in time");
        assertThat(bounded.path("holds").asBoolean()).isFalse();
        assertThat(bounded.path("first").valueStream()).anySatisfy(breach -> {
            assertThat(breach.path("subject").asString()).isEqualTo(tale.id.toString());
            assertThat(breach.path("label").asString()).isEqualTo(tale.id.number());
            assertThat(breach.path("text").asString()).isEqualTo("It waits for its stock beyond its deadline.");
        });
    }

    @Test
    void metricsAndHealthSayTheSameAndReadinessDoesNot() throws Exception {
        expect(tale.placed(), "NEVER_ACCEPTED " + tale.id);
        SHOP.awaitShown();

        double lost = SHOP.bean(MeterRegistry.class)
                .get("esteira.audit.breaches")
                .tag("invariant", "I1")
                .gauge()
                .value();
        assertThat(lost).isEqualTo((double) openOf(Invariant.I1)).isPositive();
        ShopClient anybody = SHOP.client();
        assertThat(anybody.get("/actuator/health").status()).isEqualTo(503);
        assertThat(anybody.get("/readyz").status()).isEqualTo(200);
        assertThat(anybody.get("/livez").status()).isEqualTo(200);
    }

    @Test
    void staffSeesWhatIsBrokenAndWhere() {
        expect(tale.accepted(), "WAITS_FOR_STOCK " + tale.id);
        SHOP.awaitShown();
        try (Chromium chromium = Chromium.launch();
                Page page = chromium.browser().newPage()) {
            page.navigate(SHOP.base() + "/staff/audit");
            page.fill("input[name=username]", SHOP.credentials().staffUsername());
            page.fill("input[name=password]", SHOP.credentials().staffPassword());
            page.click("main button[type=submit]");

            assertThat(page.textContent(".verdict.bad")).contains("of the eight promises broken");
            assertThat(page.locator("#broken-I5").textContent())
                    .isEqualTo("Every order reaches a final state in time: what is broken");
            assertThat(page.locator("a[href='/staff/orders/" + tale.id + "']")
                            .first()
                            .textContent())
                    .isEqualTo(tale.id.number());

            page.click("a.language");
            assertThat(page.textContent(".verdict.bad")).contains("das oito promessas quebradas");
            page.waitForResponse(SHOP.base() + "/staff/audit/books", () -> {});
        }
    }

    private static void expect(Tale tale, String... breaches) {
        expect(List.of(tale), breaches);
    }

    /** Exactly these are new, whoever else is there. */
    private static void expect(List<Tale> tales, String... breaches) {
        List<String> before = SHOP.open();
        List<Deed> deeds = new ArrayList<>(new Tale().bought().deeds().values());
        tales.forEach(tale -> deeds.addAll(tale.deeds().values()));
        SHOP.play(deeds);
        SHOP.awaitLook();
        List<String> expected =
                Stream.concat(before.stream(), Stream.of(breaches)).toList();
        // A hole among numbers, and a shelf, are judged once they have been as they are for a while, counted from when
        // they were read; whatever went on without them would take them for the next test's.
        await().atMost(PATIENCE).until(() -> SHOP.open().containsAll(expected));

        AuditReport report = SHOP.report();
        assertThat(SHOP.open()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(report.holds()).isFalse();
        assertThat(report.invariants())
                .allSatisfy(standing -> assertThat(standing.breaches()).isEqualTo(openOf(standing.invariant())));
    }

    private static long openOf(Invariant invariant) {
        return SHOP.open().stream()
                .filter(breach -> Offence.valueOf(breach.substring(0, breach.indexOf(' ')))
                        .invariant()
                        .equals(invariant))
                .count();
    }
}
