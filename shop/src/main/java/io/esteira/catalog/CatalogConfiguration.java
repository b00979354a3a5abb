package io.esteira.catalog;

import io.esteira.contracts.Topics;
import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.kafka.TopicViews;
import io.esteira.platform.kafka.TopicWriter;
import io.esteira.platform.validation.RequestCheck;
import io.esteira.platform.web.ApiAccess;
import java.time.Clock;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole("catalog")
class CatalogConfiguration {

    @Bean
    Products catalogProducts(TopicViews views, TopicWriter writer) {
        return new Products(views.of(Topics.CATALOG_PRODUCTS), writer, Clock.systemUTC());
    }

    @Bean
    Stock catalogStock(TopicViews views, Products products, TopicWriter writer, RequestCheck check) {
        return new Stock(views.of(Topics.STOCK_LEVELS), products, writer, check, Clock.systemUTC());
    }

    @Bean
    ApiAccess catalogAccess() {
        return new Access();
    }

    private static final class Access implements ApiAccess {

        private static final String WRITE_CATALOGUE = "catalog:write";
        private static final String READ_STOCK = "stock:read";
        private static final String WRITE_STOCK = "stock:write";

        @Override
        public Set<String> scopes() {
            return Set.of(WRITE_CATALOGUE, READ_STOCK, WRITE_STOCK);
        }

        @Override
        public void declare(
                AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
            rules.requestMatchers(HttpMethod.GET, "/api/products", "/api/products/*")
                    .permitAll()
                    .requestMatchers(HttpMethod.PUT, "/api/products/*")
                    .hasAuthority(WRITE_CATALOGUE)
                    .requestMatchers(HttpMethod.POST, "/api/products/import")
                    .hasAuthority(WRITE_CATALOGUE)
                    .requestMatchers(HttpMethod.GET, "/api/stock/*")
                    .hasAuthority(READ_STOCK)
                    .requestMatchers(HttpMethod.POST, "/api/stock/adjustments")
                    .hasAuthority(WRITE_STOCK);
        }
    }
}
