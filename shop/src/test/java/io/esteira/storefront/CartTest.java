package io.esteira.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CartTest {

    @Test
    void survivesTheWayThroughTheCookie() {
        Cart cart = Cart.EMPTY.plus("CAFE-250", 2).plus("caneca_agata.2", 1).plus("CAFE-250", 3);
        assertThat(cart.toText()).isEqualTo("CAFE-250:5|caneca_agata.2:1");
        assertThat(Cart.parse(cart.toText())).isEqualTo(cart);
        assertThat(cart.count()).isEqualTo(6);
    }

    @Test
    void keepsTheOrderInWhichThingsWereChosen() {
        Cart cart = Cart.EMPTY.plus("Z", 1).plus("A", 1).with("Z", 7);
        assertThat(cart.pieces().keySet()).containsExactly("Z", "A");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "|",
                "A",
                "A:",
                ":1",
                "A:-1",
                "A:99999",
                "A:1x",
                "-A:1",
                "A B:1",
                "A\r\nSet-Cookie: x:1",
                "<b>:1"
            })
    void leavesOutWhatIsNoLine(String text) {
        assertThat(Cart.parse(text).pieces()).isEmpty();
    }

    @Test
    void readsTheGoodLinesBesideBadOnes() {
        assertThat(Cart.parse("x y:1|CAFE-250:2|:").pieces()).containsOnlyKeys("CAFE-250");
    }

    @Test
    void holdsNoMoreThanFitsIntoACookie() {
        String longest = IntStream.range(0, 2 * Cart.MAX_LINES)
                .mapToObj(i -> "A".repeat(60) + (1000 + i) + ":99")
                .collect(Collectors.joining("|"));
        Cart cart = Cart.parse(longest);
        assertThat(cart.pieces()).hasSize(Cart.MAX_LINES);
        assertThat(cart.toText()).hasSizeLessThan(4000);
        assertThat(cart.hasRoomFor("B")).isFalse();
        assertThat(cart.plus("B", 1)).isEqualTo(cart);
        assertThat(cart.hasRoomFor("A".repeat(60) + 1000)).isTrue();
    }

    @Test
    void keepsQuantitiesWithinBounds() {
        assertThat(Cart.EMPTY.plus("A", 60).plus("A", Integer.MAX_VALUE).quantity("A"))
                .isEqualTo(Cart.MAX_QUANTITY);
        assertThat(Cart.parse("A:9999").quantity("A")).isEqualTo(Cart.MAX_QUANTITY);
        assertThat(Cart.EMPTY.plus("A", 1).with("A", 0).pieces()).isEmpty();
        assertThat(Cart.parse("A:0").pieces()).isEmpty();
    }
}
