package io.esteira.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '§',
            value = {
                "abc,abc",
                "\"abc\",abc",
                "  \"a b\"  ,a b",
                "a\"b,a\"b",
                "\"a\\\"b\\\\c\",a\"b\\c",
                "8e03978e-40d5-43dd-bc93-6894a57f9324,8e03978e-40d5-43dd-bc93-6894a57f9324"
            })
    void aKeyIsTheSameQuotedOrNot(String header, String key) {
        assertThat(IdempotencyKey.ofHeaders(List.of(header)).value()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"",
                "\"\"",
                "\"abc",
                "\"a\"b\"",
                "\"a\\b\"",
                "ção",
                "a\u0000b",
                "a\u007Fb",
                "\"a\u0009b\""
            })
    void refusesWhatIsNoKey(String header) {
        assertThatThrownBy(() -> IdempotencyKey.ofHeaders(List.of(header))).isInstanceOf(Problem.class);
    }

    @Test
    void aKeyHasAtMost255Characters() {
        String longest = "k".repeat(255);
        assertThat(IdempotencyKey.of(longest).value()).isEqualTo(longest);
        assertThat(IdempotencyKey.ofHeaders(List.of('"' + longest + '"')).value())
                .isEqualTo(longest);
        assertThatThrownBy(() -> IdempotencyKey.of(longest + "k")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> IdempotencyKey.ofHeaders(List.of('"' + longest + "k\"")))
                .isInstanceOf(Problem.class);
    }

    @Test
    void thereIsOneKeyInARequest() {
        assertThatThrownBy(() -> IdempotencyKey.ofHeaders(List.of())).hasMessageContaining("required");
        assertThatThrownBy(() -> IdempotencyKey.ofHeaders(List.of("a", "b"))).hasMessageContaining("one");
    }
}
