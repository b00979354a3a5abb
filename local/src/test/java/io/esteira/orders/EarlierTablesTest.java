package io.esteira.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.esteira.contracts.Invoice;
import io.esteira.contracts.Order;
import io.esteira.local.LocalStack;
import java.time.Instant;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an earlier version left in the tables. */
class EarlierTablesTest {

    private static final String AT = "2026-03-01T12:00:01.123Z";

    @Test
    void aTimelineOfRowsOfItsOwnIsShownAsBefore() {
        try (HikariDataSource database = database()) {
            JdbcClient jdbc = JdbcClient.create(database);
            migrate(database, "2");
            Story story = new Story();
            Invoice invoice = story.invoiceIssued().invoice();
            jdbc.sql("""
                    INSERT INTO orders.orders (id, number, status, status_sequence, sequence)
                    VALUES (:id, :number, 'CANCELLED', 2, 2)
                    """)
                    .param("id", story.id().value())
                    .param("number", story.order().number())
                    .update();
            jdbc.sql("INSERT INTO orders.documents VALUES (:id, :document::jsonb, '')")
                    .param("id", story.id().value())
                    .param("document", Columns.json(Order.class, story.order()))
                    .update();
            jdbc.sql("INSERT INTO orders.invoices VALUES (:id, 'A-000042', :document::jsonb)")
                    .param("id", story.id().value())
                    .param("document", Columns.json(Invoice.class, invoice))
                    .update();
            jdbc.sql("""
                    INSERT INTO orders.timeline VALUES
                      (:id, 'orders.pending', 0, 'OrderPlaced', :at::timestamptz, NULL, 1, 7),
                      (:id, 'orders.events', 2, 'OrderCancelled', :at::timestamptz, 'staff:rui: called  us', 1, 8),
                      (:id, 'billing.events', 0, 'InvoiceIssued', :issued::timestamptz, 'A-000042', 2, 9)
                    """)
                    .param("id", story.id().value())
                    .param("at", AT)
                    .param("issued", invoice.issuedAt().toString())
                    .update();

            migrate(database, "latest");

            OrderView view = new OrderTables(jdbc).find(story.id()).orElseThrow();
            assertThat(view.order()).isEqualTo(story.order());
            assertThat(view.invoice()).isEqualTo(invoice);
            assertThat(view.timeline())
                    .containsExactly(
                            new TimelineEntry(0, "OrderPlaced", Instant.parse(AT), null, "orders.pending", 1, 7),
                            new TimelineEntry(
                                    2,
                                    "OrderCancelled",
                                    Instant.parse(AT),
                                    "staff:rui: called  us",
                                    "orders.events",
                                    1,
                                    8),
                            new TimelineEntry(
                                    2, "InvoiceIssued", invoice.issuedAt(), "A-000042", "billing.events", 2, 9));
            assertThat(new OrderTables(jdbc).findByNumber(story.order().number()))
                    .contains(view);
        }
    }

    private static HikariDataSource database() {
        LocalStack stack = LocalStack.get();
        HikariDataSource database = new HikariDataSource();
        database.setJdbcUrl(stack.newDatabase());
        database.setUsername(stack.username());
        database.setPassword(stack.password());
        return database;
    }

    private static void migrate(HikariDataSource database, String target) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/orders")
                .schemas("orders")
                .defaultSchema("orders")
                .target(target)
                .load()
                .migrate();
    }
}
