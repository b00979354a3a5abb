package io.esteira.staff;

import io.esteira.contracts.Topics;
import io.esteira.platform.ConditionalOnRole;
import io.esteira.platform.kafka.TopicViews;
import io.esteira.platform.kafka.TopicWriter;
import io.esteira.platform.validation.RequestCheck;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole("staff")
class StaffConfiguration {

    @Bean
    StockRoom stockRoom(TopicViews views) {
        return new StockRoom(views.of(Topics.STOCK_LEVELS), views.of(Topics.CATALOG_PRODUCTS));
    }

    @Bean
    AdjustStock adjustStock(StockRoom stock, TopicWriter writer) {
        return new AdjustStock(stock, writer, InstantSource.system());
    }

    @Bean
    FormCheck formCheck(RequestCheck check) {
        return new FormCheck(check);
    }
}
