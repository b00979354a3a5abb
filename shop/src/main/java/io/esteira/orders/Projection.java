package io.esteira.orders;

import static io.esteira.orders.Columns.brief;
import static io.esteira.orders.Columns.column;
import static io.esteira.orders.Columns.json;

import io.esteira.contracts.Invoice;
import io.esteira.contracts.Order;
import io.esteira.contracts.OrderId;
import io.esteira.orders.News.Billed;
import io.esteira.platform.kafka.Batch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Carries batches of messages into the tables. A message that comes again, or late, changes nothing, so the tables are
 * the same whatever came twice, in whatever order the topics were read.
 */
final class Projection {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    Projection(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** All of the batch or nothing of it. */
    void project(Batch batch) {
        News news = new News(batch.messages());
        transactions.executeWithoutResult(_ -> {
            // Every writer goes through the tables and the keys in this order; none waits for another in a circle.
            writeDocuments(news.standings(), writeStandings(news));
            writeInvoices(news.invoices());
            writeProgress(batch.nextOffsets());
        });
    }

    /**
     * Most events tell once more what an order is; to put it into words and terms again would cost more than all else.
     *
     * @return the orders that were not known before
     */
    private Set<OrderId> writeStandings(News news) {
        Collection<Standing> standings = news.standings();
        if (standings.isEmpty()) {
            return Set.of();
        }
        Set<OrderId> first = new HashSet<>();
        jdbc.sql("""
                        WITH written AS (INSERT INTO orders.orders AS stored
                               (id, number, client, placed_at, customer_name, customer_email, currency, total,
                                status, settled, reason, status_sequence, sequence, timeline)
                        SELECT * FROM unnest(
                                 :ids::uuid[], :numbers::text[], :clients::text[], :placed::timestamptz[],
                                 :names::text[], :emails::text[], :currencies::text[], :totals::numeric[],
                                 :statuses::text[], :settled::text[], :reasons::text[], :statusSequences::integer[],
                                 :sequences::integer[], :timelines::jsonb[])
                        ON CONFLICT (id) DO UPDATE SET
                          number = coalesce(stored.number, excluded.number),
                          client = coalesce(stored.client, excluded.client),
                          placed_at = coalesce(stored.placed_at, excluded.placed_at),
                          customer_name = coalesce(stored.customer_name, excluded.customer_name),
                          customer_email = coalesce(stored.customer_email, excluded.customer_email),
                          currency = coalesce(stored.currency, excluded.currency),
                          total = coalesce(stored.total, excluded.total),
                          status = CASE WHEN excluded.status_sequence > stored.status_sequence
                                        THEN excluded.status ELSE stored.status END,
                          settled = CASE WHEN excluded.status_sequence > stored.status_sequence
                                         THEN excluded.settled ELSE stored.settled END,
                          reason = CASE WHEN excluded.status_sequence > stored.status_sequence
                                        THEN excluded.reason ELSE stored.reason END,
                          status_sequence = greatest(stored.status_sequence, excluded.status_sequence),
                          sequence = greatest(stored.sequence, excluded.sequence),
                          timeline = excluded.timeline || stored.timeline -- what was told first stays
                        WHERE excluded.sequence > stored.sequence
                           OR excluded.status_sequence > stored.status_sequence
                           OR stored.number IS NULL
                           OR NOT stored.timeline @> excluded.timeline
                        RETURNING new.id, new.number IS NOT NULL AND old.number IS NULL AS first)
                        SELECT id FROM written WHERE first
                        """)
                .param("ids", column(standings, Standing::id))
                .param("numbers", brief(standings, ofOrder(Order::number)))
                .param("clients", brief(standings, ofOrder(Order::client)))
                .param("placed", column(standings, ofOrder(Order::placedAt)))
                .param(
                        "names",
                        brief(standings, ofOrder(order -> order.customer().name())))
                .param(
                        "emails",
                        brief(standings, ofOrder(order -> order.customer().email())))
                .param(
                        "currencies",
                        column(standings, ofOrder(order -> order.total().currency())))
                .param(
                        "totals",
                        column(
                                standings,
                                ofOrder(order -> order.total().amount().toPlainString())))
                .param("statuses", column(standings, Standing::status))
                .param("settled", column(standings, Standing::settled))
                .param("reasons", column(standings, Standing::reason))
                .param("statusSequences", column(standings, Standing::statusSequence))
                .param("sequences", column(standings, Standing::sequence))
                .param(
                        "timelines",
                        column(
                                standings,
                                standing -> news.timeline(standing.id()).json()))
                .query(row -> {
                    first.add(new OrderId(row.getObject("id", UUID.class)));
                });
        return first;
    }

    private void writeDocuments(Collection<Standing> standings, Set<OrderId> first) {
        List<Order> orders = standings.stream()
                .filter(standing -> first.contains(standing.id()))
                .map(Standing::order)
                .filter(Objects::nonNull)
                .toList();
        if (orders.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO orders.documents (order_id, document, terms)
                        SELECT id, document, array_to_tsvector(string_to_array(terms, :separator))
                        FROM unnest(:ids::uuid[], :documents::json[], :terms::text[]) AS told (id, document, terms)
                        ON CONFLICT (order_id) DO NOTHING
                        """)
                .param("separator", SearchTerms.SEPARATOR)
                .param("ids", column(orders, Order::id))
                .param("documents", column(orders, order -> json(Order.class, order)))
                .param("terms", column(orders, SearchTerms::of))
                .update();
    }

    private void writeInvoices(Collection<Billed> invoices) {
        if (invoices.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO orders.invoices (order_id, label, document, record_partition, record_offset)
                        SELECT * FROM unnest(:ids::uuid[], :labels::text[], :documents::json[],
                                             :partitions::integer[], :offsets::bigint[])
                        ON CONFLICT (order_id) DO NOTHING
                        """)
                .param("ids", column(invoices, billed -> billed.invoice().orderId()))
                .param("labels", column(invoices, billed -> billed.invoice().label()))
                .param("documents", column(invoices, billed -> json(Invoice.class, billed.invoice())))
                .param("partitions", column(invoices, Billed::partition))
                .param("offsets", column(invoices, Billed::offset))
                .update();
    }

    private void writeProgress(Map<TopicPartition, Long> nextOffsets) {
        List<Map.Entry<TopicPartition, Long>> sorted = new ArrayList<>(nextOffsets.entrySet());
        sorted.sort(Map.Entry.comparingByKey(
                Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition)));
        jdbc.sql("""
                        INSERT INTO orders.progress AS stored (topic, record_partition, next_offset)
                        SELECT * FROM unnest(:topics::text[], :partitions::integer[], :offsets::bigint[])
                        ON CONFLICT (topic, record_partition)
                        DO UPDATE SET next_offset = greatest(stored.next_offset, excluded.next_offset)
                        """)
                .param("topics", column(sorted, entry -> entry.getKey().topic()))
                .param("partitions", column(sorted, entry -> entry.getKey().partition()))
                .param("offsets", column(sorted, Map.Entry::getValue))
                .update();
    }

    private static Function<Standing, @Nullable Object> ofOrder(Function<Order, Object> value) {
        return standing -> {
            Order order = standing.order();
            return order == null ? null : value.apply(order);
        };
    }
}
