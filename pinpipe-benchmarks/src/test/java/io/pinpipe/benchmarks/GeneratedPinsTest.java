package io.pinpipe.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.json.PostJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedPinsTest {

    @ParameterizedTest
    @ValueSource(ints = {250, 700, 5_000, 100_000})
    void pinsHaveTheSizeThatWasAskedFor(int bytes) {
        assertThat(GeneratedPins.of(20, bytes).distinct())
                .allSatisfy(pin -> assertThat(PostJson.encode(pin)).hasSizeBetween(bytes, bytes + 30));
    }
}
