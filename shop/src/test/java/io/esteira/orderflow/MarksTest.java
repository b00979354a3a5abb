package io.esteira.orderflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarksTest {

    @Test
    void aMarkIsSetAndTakenAwayWithoutTouchingTheOthers() {
        Marks some = Marks.NONE.with(0).with(70);

        assertThat(some.has(0)).isTrue();
        assertThat(some.has(1)).isFalse();
        assertThat(some.stream()).containsExactly(0, 70);
        assertThat(some.without(0).stream()).containsExactly(70);
        assertThat(some.stream()).containsExactly(0, 70);
        assertThat(some.without(0).without(70).isEmpty()).isTrue();
        assertThat(some.isEmpty()).isFalse();
        assertThat(Marks.NONE.isEmpty()).isTrue();
    }

    @Test
    void allMarksAsManyAsThereAre() {
        assertThat(Marks.all(3).stream()).containsExactly(0, 1, 2);
        assertThat(Marks.all(0)).isEqualTo(Marks.NONE);
    }

    @Test
    void equalsWhateverMarksTheSameHoweverItCameToBe() {
        Marks same = Marks.all(100).without(99);

        assertThat(same).isEqualTo(Marks.all(99)).hasSameHashCodeAs(Marks.all(99));
        assertThat(same).isNotEqualTo(Marks.all(100)).isNotEqualTo("{}");
        assertThat(same.hashCode()).isNotEqualTo(Marks.all(100).hashCode());
    }

    @Test
    void isWrittenShortAndReadAsItWas() {
        Marks some = Marks.NONE.with(2).with(1_999);

        assertThat(Marks.parse(some.text())).isEqualTo(some);
        assertThat(Marks.all(2_000).text().length()).isLessThan(350);
        assertThat(some).hasToString("{2, 1999}");
    }
}
