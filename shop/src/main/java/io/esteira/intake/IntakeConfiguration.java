package io.esteira.intake;

import io.esteira.contracts.Topics;
import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.access.ApiKeys;
import io.esteira.platform.kafka.KafkaClients;
import io.esteira.platform.kafka.KafkaTopics;
import io.esteira.platform.kafka.TopicViews;
import io.esteira.platform.spool.DurableWriter;
import io.esteira.platform.spool.DurableWriters;
import io.esteira.platform.validation.RequestCheck;
import io.esteira.platform.web.ApiAccess;
import io.esteira.platform.web.Rehearsal;
import io.esteira.platform.web.ShortWay;
import io.esteira.platform.web.SignedLinks;
import io.esteira.platform.web.WebSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole({"intake", "storefront"})
class IntakeConfiguration {

    static final String WRITE_SCOPE = "orders:write";
    static final String PRICE_SCOPE = "orders:price";

    @Bean
    RecentOrders recentOrders(IntakeSettings settings) {
        return new RecentOrders(settings.recentOrders());
    }

    @Bean
    RecentOrdersTail recentOrdersTail(
            KafkaClients clients, KafkaTopics topics, RecentOrders recent, IntakeSettings settings) {
        return new RecentOrdersTail(clients, topics, recent, settings.recentOrders());
    }

    /** Named for what its health tells of. */
    @Bean
    DurableWriter spool(DurableWriters writers, IntakeSettings settings) {
        return writers.open(settings.kafkaPatience(), settings.spoolLimit());
    }

    @Bean
    OrderIntake placeOrder(
            RequestCheck check,
            TopicViews views,
            RecentOrders recent,
            DurableWriter writer,
            SignedLinks links,
            MeterRegistry registry) {
        return new OrderIntake(
                new OrderReading(check),
                new Pricing(views.of(Topics.CATALOG_PRODUCTS)),
                recent,
                writer,
                links,
                new IntakeMetrics(registry),
                Clock.systemUTC());
    }

    @Bean
    @ConditionalOnRole("intake")
    RateLimit orderRateLimit(IntakeSettings settings) {
        return new RateLimit(settings.maxOrdersPerSecond(), System::nanoTime);
    }

    /** Refused when all but its price is done: what it wants has a name that nobody knows. */
    @Bean
    @ConditionalOnRole("intake")
    Rehearsal orderForNothing() {
        return Rehearsal.post(IntakeApi.PATH, WRITE_SCOPE, """
                {"customer": {"name": "Ana Souza", "email": "ana@example.com", "phone": "+5511999990000",
                              "taxId": "529.982.247-25", "locale": "pt-BR"},
                 "shippingAddress": {"line1": "Rua Augusta, 1500", "city": "São Paulo", "region": "SP",
                                     "postalCode": "01304-001", "country": "BR"},
                 "items": [{"sku": "rehearsal-%s", "quantity": 1}],
                 "payment": {"method": "card", "token": "tok_rehearsal"}}
                """.formatted(UUID.randomUUID()));
    }

    @Bean
    @ConditionalOnRole("intake")
    Batches batches(
            OrderIntake intake, RateLimit limit, JsonMapper requests, WebSettings web, IntakeSettings settings) {
        return new Batches(
                new BatchPlacing(intake, new BatchOrder.Reader(requests)),
                limit,
                Math.toIntExact(web.maxBody().toBytes()),
                settings.maxBatches());
    }

    @Bean
    @ConditionalOnRole("intake")
    FilterRegistrationBean<ShortWay> shortWayForOrders(
            OrderIntake intake, RateLimit limit, JsonMapper requests, ApiKeys keys, MeterRegistry meters) {
        return ShortWay.to(IntakeApi.PATH, WRITE_SCOPE, keys, meters, new PlainOrder(intake, limit, requests));
    }

    @Bean
    @ConditionalOnRole("intake")
    ApiAccess intakeAccess() {
        return new ApiAccess() {
            @Override
            public Set<String> scopes() {
                return Set.of(WRITE_SCOPE, PRICE_SCOPE);
            }

            @Override
            public Set<String> streams() {
                return Set.of(BatchApi.PATH);
            }

            @Override
            public void declare(
                    AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
                rules.requestMatchers(HttpMethod.POST, IntakeApi.PATH, BatchApi.PATH)
                        .hasAuthority(WRITE_SCOPE);
            }
        };
    }
}
