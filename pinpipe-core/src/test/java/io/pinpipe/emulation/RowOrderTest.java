package io.pinpipe.emulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.emulation.RowOrder.Pick;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.core.source32.MersenneTwister;
import org.junit.jupiter.api.Test;

/** The expected picks were drawn by CPython 3 with {@code random.seed(s)}, {@code randrange(0, 2)}, {@code randint}. */
class RowOrderTest {

    @Test
    void theGeneratorsFirstOutputsForSeed100AreThoseOfPython() {
        MersenneTwister random = new MersenneTwister(new int[] {100});

        assertThat(IntStream.range(0, 4).mapToObj(i -> Integer.toUnsignedLong(random.nextInt())))
                .containsExactly(625644691L, 1973661107L, 1953896601L, 4087596401L);
    }

    @Test
    void seed100PicksTheRowsOfTheClassicEmulator() {
        assertThat(rows(RowOrder.classic(100), 12))
                .containsExactly(7528, 2863, 5730, 8304, 8731, 1313, 4315, 10794, 5494, 5069, 2923, 3089);
    }

    @Test
    void thePauseIsDrawnBeforeEachRow() {
        assertThat(picks(RowOrder.classic(100), 5))
                .containsExactly(
                        new Pick(0, 7528), new Pick(1, 2863), new Pick(1, 5730), new Pick(1, 8304), new Pick(0, 8731));
    }

    @Test
    void seedZeroIsASeedLikeAnyOther() {
        assertThat(rows(RowOrder.classic(0), 6)).containsExactly(6890, 4242, 6634, 7808, 9558, 8268);
    }

    @Test
    void aNegativeSeedGivesTheOrderOfItsMagnitude() {
        assertThat(picks(RowOrder.classic(-100), 20)).isEqualTo(picks(RowOrder.classic(100), 20));
    }

    @Test
    void aSeedOfMoreThan32BitsCountsWhole() {
        assertThat(rows(RowOrder.classic((1L << 40) + 5), 6)).containsExactly(10875, 8699, 2710, 2193, 10707, 4056);
    }

    @Test
    void theLeastSeedOfAllHasAMagnitudeToo() {
        assertThat(rows(RowOrder.classic(Long.MIN_VALUE), 4)).containsExactly(3429, 8227, 5850, 8243);
    }

    @Test
    void rowsBeyond11000AreNeverPickedHoweverManyThereAre() {
        assertThat(picks(RowOrder.classic(100, 11_154), 500)).isEqualTo(picks(RowOrder.classic(100), 500));
        assertThat(RowOrder.classic(100, 11_154).rows()).isEqualTo(11_001);
    }

    @Test
    void aSmallTableBoundsThePicks() {
        assertThat(rows(RowOrder.classic(100, 224), 8)).containsExactly(117, 197, 180, 187, 110, 136, 20, 67);
    }

    @Test
    void aBoundThatIsAPowerOfTwoDrawsOneBitMoreAsPythonDoes() {
        assertThat(rows(RowOrder.classic(7, 8192), 5)).containsExactly(2471, 791, 1542, 950, 614);
    }

    @Test
    void aTableOfOneRowIsPickedForEver() {
        assertThat(picks(RowOrder.classic(100, 1), 5))
                .containsExactly(new Pick(0, 0), new Pick(1, 0), new Pick(1, 0), new Pick(1, 0), new Pick(0, 0));
    }

    @Test
    void anEmptyTableHasNoOrder() {
        assertThatThrownBy(() -> RowOrder.classic(100, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 row");
    }

    private static List<Pick> picks(RowOrder order, int count) {
        return Stream.generate(order::next).limit(count).toList();
    }

    private static List<Integer> rows(RowOrder order, int count) {
        return picks(order, count).stream().map(Pick::row).toList();
    }
}
