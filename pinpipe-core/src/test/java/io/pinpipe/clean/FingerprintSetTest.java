package io.pinpipe.clean;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FingerprintSetTest {

    @Test
    void itHoldsMillionsInTheBytesThatItPromises() {
        FingerprintSet set = new FingerprintSet();
        SplittableRandom random = new SplittableRandom(1);
        long worst = 0;
        double sum = 0;
        int samples = 0;
        for (int i = 1; i <= 2_000_000; i++) {
            set.add(random.nextLong(), random.nextLong());
            if (i >= 200_000 && i % 10_000 == 0) {
                worst = Math.max(worst, set.bytes() / i);
                sum += (double) set.bytes() / i;
                samples++;
            }
        }

        assertThat(worst).isLessThanOrEqualTo(27);
        assertThat(sum / samples).isBetween(22.0, 25.0);
        assertThat(set.size()).isEqualTo(2_000_000);
    }

    @Test
    void itKnowsEveryOneOfManyAgain() {
        FingerprintSet set = new FingerprintSet();
        new SplittableRandom(1).longs(1_000_000).forEach(low -> set.add(low * 31, low));

        assertThat(new SplittableRandom(1).longs(1_000_000).noneMatch(low -> set.add(low * 31, low)))
                .isTrue();
    }
}
