package io.esteira.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.esteira.contracts.OrderEvent.ExpiryReason;
import io.esteira.contracts.OrderEvent.RejectionReason;
import io.esteira.contracts.OrderStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StorefrontMessagesTest {

    private final Properties english = load("messages/storefront.properties");
    private final Properties portuguese = load("messages/storefront_pt_BR.properties");

    @Test
    void sayEverythingInBothLanguages() {
        assertThat(portuguese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        assertThat(portuguese.values()).noneMatch(text -> text.toString().isBlank());
    }

    /** In a pattern a plain apostrophe would swallow what follows it. */
    @Test
    void useTypographicApostrophes() {
        assertThat(Stream.concat(english.values().stream(), portuguese.values().stream()))
                .noneMatch(text -> text.toString().contains("'"));
    }

    @Test
    void haveWordsForEveryStatusReasonAndNotice() {
        Stream<String> statuses = Stream.of(OrderStatus.values())
                .flatMap(status -> Stream.of("order.status." + status, "order.text." + status));
        Stream<String> reasons = Stream.<Enum<?>[]>of(RejectionReason.values(), ExpiryReason.values())
                .flatMap(Stream::of)
                .map(reason -> "order.reason." + reason);
        Stream<String> notices = Stream.of(Notice.values()).map(notice -> "notice." + notice.code());
        assertThat(english.stringPropertyNames())
                .containsAll(Stream.of(statuses, reasons, notices)
                        .flatMap(each -> each)
                        .toList());
    }

    private static Properties load(String path) {
        ClassLoader loader = StorefrontMessagesTest.class.getClassLoader();
        try (InputStream file = Objects.requireNonNull(loader.getResourceAsStream(path), path)) {
            Properties properties = new Properties();
            properties.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return properties;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
