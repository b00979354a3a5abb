package io.esteira.orders;

import io.esteira.contracts.Topics;
import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.kafka.KafkaClients;
import io.esteira.platform.kafka.KafkaTopics;
import io.esteira.platform.kafka.TopicConsumers;
import io.esteira.platform.kafka.TopicWriter;
import io.esteira.platform.spool.SpooledRecords;
import io.esteira.platform.web.SignedLinks;
import io.esteira.platform.web.WebSettings;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables are written by processes with the role {@code orders}, and read by those that show orders, too. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole({"orders", "storefront", "staff"})
class OrdersConfiguration {

    @Bean
    @ConditionalOnRole("orders")
    MessageListenerContainer orderProjection(
            TopicConsumers consumers,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            OrdersSettings settings) {
        Projection projection = new Projection(jdbc, new TransactionTemplate(transactions));
        MessageListenerContainer container = consumers.positionedBatches(
                settings.group(),
                List.of(Topics.ORDERS_PENDING, Topics.ORDERS_EVENTS, Topics.BILLING_EVENTS),
                settings.threads(),
                settings.maxBatch(),
                projection::project);
        container.getContainerProperties().setConsumerRebalanceListener(new Progress(jdbc));
        return container;
    }

    @Bean
    @ConditionalOnRole("orders")
    OrdersAccess ordersAccess() {
        return new OrdersAccess();
    }

    @Bean
    @ConditionalOnRole("orders")
    OrderAddresses orderAddresses(SignedLinks links, WebSettings web) {
        return new OrderAddresses(links, web.publicUrl());
    }

    @Bean
    OrderTables orderTables(JdbcClient jdbc) {
        return new OrderTables(jdbc);
    }

    @Bean
    PendingLog pendingLog(KafkaClients clients, KafkaTopics topics, OrdersSettings settings) {
        return new PendingLog(clients, topics, settings.readTimeout());
    }

    @Bean
    Orders orders(
            OrderTables tables, JdbcClient jdbc, SpooledRecords spooled, PendingLog log, OrdersSettings settings) {
        return new ReadOrders(tables, new OrderLists(jdbc), spooled, log, new Progress(jdbc), settings.readTimeout());
    }

    @Bean
    FollowedOrders orderChanges(OrderTables tables, OrdersSettings settings) {
        return new FollowedOrders(tables, settings.liveInterval(), settings.maxFollowers());
    }

    @Bean
    LivePages livePages(OrderChanges changes) {
        return new LivePages(changes);
    }

    @Bean
    CancelOrder cancelOrder(TopicWriter writer) {
        return new WriteCancellation(writer, InstantSource.system());
    }
}
