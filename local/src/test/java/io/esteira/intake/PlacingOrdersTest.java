package io.esteira.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Money;
import io.esteira.contracts.Product;
import io.esteira.contracts.Topics;
import io.esteira.local.ShopClient;
import io.esteira.local.ShopClient.Answer;
import io.esteira.local.ShopUnderTest;
import io.esteira.platform.kafka.TopicViews;
import io.esteira.platform.kafka.TopicWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacingOrdersTest {

    private final ShopUnderTest shop = ShopUnderTest.get();

    @Test
    void acceptsAnOrder() throws Exception {
        Product product = new Product(
                "INTAKE-1", Map.of("en", "Cup"), Map.of(), Money.of("BRL", "29.90"), null, null, true, Instant.now());
        var written = shop.bean(TopicWriter.class).write(Topics.CATALOG_PRODUCTS, "INTAKE-1", product);
        shop.bean(TopicViews.class).of(Topics.CATALOG_PRODUCTS).await(written, Duration.ofSeconds(10));
        Answer answer = shop.client()
                .place(
                        "first",
                        ShopClient.order("ana@example.com", "tok_approved", new ShopClient.Item("INTAKE-1", 2)));
        assertThat(answer.status()).isEqualTo(201);
    }
}
