package io.esteira.intake;

import static io.esteira.intake.Outage.accepted;
import static io.esteira.intake.Outage.batch;
import static io.esteira.intake.Outage.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.OrderId;
import io.esteira.local.ShopsInAnOutage;
import io.esteira.local.ShopsInAnOutage.Reply;
import io.esteira.platform.spool.DurableWriter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Taking orders while PostgreSQL is away, alone or together with Kafka. */
class PostgresAwayTest {

    private final Outage outage = new Outage();
    private final ShopsInAnOutage shops = outage.shops;

    @AfterEach
    void heal() throws Exception {
        shops.heal();
    }

    @Test
    void withBothAwayNothingIsAcceptedAndTheSameRequestWorksLater() throws Exception {
        shops.broker().pause();
        shops.postgres().pause();

        List<Reply> refused = shops.first().placeAtOnce("neither", 20, json(1));

        for (Reply each : refused) {
            assertThat(each.status()).as(each.body()).isEqualTo(503);
            assertThat(each.retryAfter()).isNotNull().matches("[1-9][0-9]*");
            assertThat(each.json().at("/errors/0/code").asString()).isEqualTo(DurableWriter.NOWHERE_TO_WRITE);
        }
        shops.heal();
        Set<OrderId> accepted = shops.second().placeAtOnce("neither", 20, json(1)).stream()
                .map(Reply::id)
                .collect(Collectors.toSet());
        shops.heal();
        outage.assertEachTakenUpOnce(accepted);
    }

    @Test
    void withBothAwayEachLineIsToldToComeAgain() throws Exception {
        shops.broker().pause();
        shops.postgres().pause();
        BatchOfOrders batch = batch("batch-neither", 200);

        List<JsonNode> refused =
                BatchOfOrders.answers(shops.first().placeBatch(batch.bytes()).body());

        assertThat(refused).hasSize(200).allSatisfy(each -> {
            assertThat(each.path("status").asInt()).isEqualTo(503);
            assertThat(each.path("retryAfterSeconds").asInt()).isPositive();
            assertThat(each.at("/problem/errors/0/code").asString()).isEqualTo(DurableWriter.NOWHERE_TO_WRITE);
        });
        shops.heal();
        Set<OrderId> accepted = Set.copyOf(accepted(shops.second().placeBatch(batch.bytes()), 200));
        shops.heal();
        outage.assertEachTakenUpOnce(accepted);
    }

    @Test
    void withPostgresAwayOrdersGoStraightToKafkaAsEver() throws Exception {
        outage.awaitTrust("no-postgres-before");
        shops.postgres().pause();

        Set<OrderId> accepted = shops.first().placeAtOnce("no-postgres", 50, json(1)).stream()
                .map(Reply::id)
                .collect(Collectors.toSet());

        assertThat(shops.copies()).containsAllEntriesOf(accepted.stream().collect(Collectors.toMap(id -> id, _ -> 1)));
    }

    @Test
    void withPostgresAwayAKeyThatIsNotKnownYetIsToldToComeAgain() throws Exception {
        shops.postgres().pause();

        Reply reply = shops.first().getAsStranger("/api/orders");

        assertThat(reply.status()).as(reply.body()).isEqualTo(503);
        assertThat(reply.retryAfter()).isNotNull();
    }
}
