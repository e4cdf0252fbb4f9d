package io.pinpipe.clean;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class FingerprintPropertyTest {

    @Property
    void aFingerprintDependsOnItsBytesAndNotOnTheirPlace(
            @ForAll byte[] bytes, @ForAll @IntRange(max = 20) int before, @ForAll @IntRange(max = 20) int after) {
        byte[] moved = new byte[before + bytes.length + after];
        Arrays.fill(moved, (byte) 7);
        System.arraycopy(bytes, 0, moved, before, bytes.length);

        assertThat(Fingerprint.of(moved, before, bytes.length)).isEqualTo(Fingerprint.of(bytes, 0, bytes.length));
    }

    @Property
    void aSetOfFingerprintsDistinguishesNewFromOldLikeASet(@ForAll("fingerprints") List<Fingerprint> fingerprints) {
        FingerprintSet set = new FingerprintSet();
        Set<Fingerprint> model = new HashSet<>();

        for (Fingerprint fingerprint : fingerprints) {
            assertThat(set.add(fingerprint.high(), fingerprint.low())).isEqualTo(model.add(fingerprint));
        }
        assertThat(set.size()).isEqualTo(model.size());
    }

    /** A few distinct fingerprints, including ones that collide in one table, at one slot and at its end. */
    @Provide
    Arbitrary<List<Fingerprint>> fingerprints() {
        Arbitrary<Long> highs = Arbitraries.oneOf(Arbitraries.of(0L, 1L, -1L), Arbitraries.longs());
        Arbitrary<Long> lows = Arbitraries.oneOf(Arbitraries.of(0L, 2L, -1L), Arbitraries.longs());
        return Combinators.combine(highs, lows).as(Fingerprint::new).list().ofMaxSize(300);
    }
}
