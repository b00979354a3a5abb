package io.esteira.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where all is well the auditor says so, whatever came twice and in whatever order the topics were read. */
class HealthyShopTest {

    private static final AuditUnderTest SHOP = new AuditUnderTest();

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsNothingWhateverCameTwiceAndInWhicheverOrder(long seed) {
        Random random = new Random(seed);
        long orders = SHOP.judged().orders().values().stream()
                .mapToLong(count -> count)
                .sum();
        List<Tale> tales = everyEnd();
        List<Deed> deeds = new ArrayList<>();
        tales.forEach(tale -> deeds.addAll(shuffled(tale, random)));

        AuditReport report = SHOP.judge(deeds);

        assertThat(SHOP.ever()).isEmpty();
        assertThat(report.holds()).isTrue();
        assertThat(report.waiting()).isEmpty();
        assertThat(report.lag()).isZero();
        assertThat(report.invariants())
                .allSatisfy(standing -> assertThat(standing.inFlight()).isZero());
        assertThat(report.money())
                .singleElement()
                .satisfies(balance -> assertThat(balance.difference().amount()).isZero());
        assertThat(report.shelves().differing()).isZero();
        assertThat(report.orders().values().stream().mapToLong(count -> count).sum())
                .isEqualTo(orders + tales.size());
        assertThat(report.orders().getOrDefault("UNKNOWN", 0L)).isZero();
    }

    @Test
    void passesOverWhatWasEnteredBefore() {
        Tale tale = new Tale().bought();
        SHOP.judge(tale.deeds().values());
        Seen.Part messages = new Seen.Part(LedgerReader.MESSAGES, "-");
        Observation again = new Observation.MessageNoted(tale.id, "ACCEPTED", "mail", tale.then);

        SHOP.bean(Books.class).enter(List.of(new Seen(messages, 0, again)), Map.of(messages, 1L));

        SHOP.judged();
        assertThat(SHOP.ever()).isEmpty();
    }

    private static List<Tale> everyEnd() {
        return List.of(
                new Tale().bought(),
                new Tale().declined(),
                new Tale().cancelledAndRefunded(),
                new Tale().expiredUnanswered(),
                new Tale().outOfStock(),
                new Tale().bought().placedDifferently().otherParked());
    }

    /** Each topic's records in their order, some of them written again later; the topics as it happens. */
    private static List<Deed> shuffled(Tale tale, Random random) {
        List<List<Deed>> topics = new ArrayList<>(tale.topics().values());
        List<Deed> deeds = new ArrayList<>();
        for (List<Deed> topic : topics) {
            List<Deed> repeated = new ArrayList<>(topic);
            Collections.shuffle(repeated, random);
            topic.addAll(repeated.subList(0, random.nextInt(repeated.size() + 1)));
        }
        while (!topics.isEmpty()) {
            List<Deed> topic = topics.get(random.nextInt(topics.size()));
            deeds.add(topic.removeFirst());
            topics.removeIf(List::isEmpty);
        }
        deeds.addAll(tale.rows());
        return deeds;
    }
}
