package io.esteira.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.Product;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class DemoCatalogueTest {

    private final List<DemoCatalogue.Article> articles = DemoCatalogue.articles();

    @Test
    void hasTwentyFourProductsInBothLanguages() {
        assertThat(articles).hasSize(24).extracting(DemoCatalogue.Article::sku).doesNotHaveDuplicates();
        assertThat(articles).allSatisfy(article -> {
            assertThat(article.name()).containsOnlyKeys("pt-BR", "en");
            assertThat(article.description()).containsOnlyKeys("pt-BR", "en");
        });
    }

    @Test
    void drawsEachProduct() throws Exception {
        for (DemoCatalogue.Article article : articles) {
            Product product = article.product(Instant.EPOCH);
            String picture = "/static" + product.image();
            try (InputStream file = Objects.requireNonNull(DemoCatalogue.class.getResourceAsStream(picture), picture)) {
                Document drawing = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(file);
                assertThat(drawing.getDocumentElement().getTagName()).isEqualTo("svg");
            }
        }
    }

    /** So that a start that was cut short may deliver again. */
    @Test
    void deliversUnderTheSameNameInEveryStart() {
        DemoCatalogue.Article coffee = articles.getFirst();
        assertThat(coffee.sku()).isEqualTo("CAFE-250");
        assertThat(coffee.product(Instant.EPOCH).price()).hasToString("BRL 29.90");
        assertThat(coffee.delivery(Instant.EPOCH).factId())
                .isEqualTo(coffee.delivery(Instant.MAX).factId());
    }
}
