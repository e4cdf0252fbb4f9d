package io.pinpipe.clean;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

    /** Published results of MurmurHash3_x64_128 with seed 0, as two numbers each. */
    @ParameterizedTest
    @CsvSource({
        "'', 0000000000000000, 0000000000000000",
        "hello, cbd8a7b341bd9b02, 5b1e906a48ae1d19",
        "'hello, world', 342fac623a5ebc8e, 4cdcbc079642414d",
        "19 Jan 2038 at 3:14:07 AM, b89e5988b737affc, 664fc2950231b2cb",
        "The quick brown fox jumps over the lazy dog., cd99481f9ee902c9, 695da1a38987b6e7",
    })
    void aFingerprintIsThatOfMurmur3(String text, String high, String low) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);

        assertThat(Fingerprint.of(bytes, 0, bytes.length))
                .isEqualTo(new Fingerprint(Long.parseUnsignedLong(high, 16), Long.parseUnsignedLong(low, 16)));
    }

    @Test
    void eachBitOfARowCountsWhateverTheRowsLength() {
        for (int length = 1; length <= 40; length++) {
            Set<Fingerprint> seen = new HashSet<>();
            byte[] row = new byte[length];
            seen.add(Fingerprint.of(row, 0, length));
            for (int bit = 0; bit < 8 * length; bit++) {
                row[bit / 8] ^= (byte) (1 << bit % 8);
                seen.add(Fingerprint.of(row, 0, length));
                row[bit / 8] ^= (byte) (1 << bit % 8);
            }
            assertThat(seen).hasSize(8 * length + 1);
        }
    }
}
