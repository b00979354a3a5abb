package io.esteira.storefront;

import io.esteira.contracts.Topics;
import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.kafka.TopicViews;
import io.esteira.platform.web.Rehearsal;
import io.esteira.platform.web.WebSettings;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole("storefront")
class StorefrontConfiguration {

    @Bean
    ShopWindow shopWindow(
            TopicViews views,
            @Value("${esteira.storefront.first-categories:coffee,brewing,pantry,home}") List<String> firstCategories) {
        return new ShopWindow(views.of(Topics.CATALOG_PRODUCTS), views.of(Topics.STOCK_LEVELS), firstCategories);
    }

    @Bean
    Rehearsal firstPage() {
        return Rehearsal.get("/");
    }

    @Bean
    CartCookie cartCookie(WebSettings settings) {
        return new CartCookie(settings);
    }
}
