package io.pinpipe.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.Destinations;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublisherBuilderTest {

    private static final class Builder extends BatchPublisherBuilder<Builder> {
        @Override
        protected Destinations destinationsOf(String userId) {
            return Destinations.topics(userId);
        }

        @Override
        protected Builder self() {
            return this;
        }
    }

    private final Builder builder = new Builder();

    @Test
    void theDefaultsWithAUserIdAreUsable() {
        assertThatCode(builder.userId("0a1d8948160f")::check).doesNotThrowAnyException();
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        builder.deliveryTimeout(Duration.ZERO)
                .bufferBytes(0)
                .bufferWait(Duration.ofMillis(-1))
                .callbackLimit(0)
                .recordBytes(0)
                .batchRecords(0)
                .batchBytes(0)
                .requestsInFlight(0)
                .backoff(Duration.ofSeconds(2))
                .backoffMax(Duration.ofSeconds(1));

        assertThatThrownBy(builder::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "userId",
                        "deliveryTimeout",
                        "bufferBytes",
                        "bufferWait",
                        "callbackLimit",
                        "recordBytes",
                        "batchRecords",
                        "batchBytes",
                        "requestsInFlight",
                        "backoffMax");
    }

    @Test
    void aUserIdThatMakesNoLegalNameIsRefused() {
        assertThatThrownBy(builder.userId("a/b")::check).hasMessageContaining("a/b.pin");
    }

    @Test
    void anUnknownOptionIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> builder.options(Map.of("lingr", "5ms")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lingr")
                .hasMessageContaining("linger")
                .hasMessageContaining("bufferBytes");
    }

    @Test
    void everyUnusableValueIsNamedAndNoneIsShown() {
        assertThatThrownBy(() -> builder.options(Map.of("linger", "secret1", "batchBytes", "secret2")))
                .hasMessageContaining("linger")
                .hasMessageContaining("batchBytes")
                .hasMessageNotContaining("secret");
    }

    @Test
    void durationsAndSizesAreReadInAllTheirForms() {
        builder.userId("u")
                .options(Map.of(
                        "linger", "5ms",
                        "deliveryTimeout", "2m",
                        "closeTimeout", "PT10S",
                        "requestTimeout", "35 s",
                        "bufferBytes", "32MiB",
                        "batchBytes", "512KiB",
                        "recordBytes", "1048576",
                        "ordering", "none"));

        assertThatCode(builder::check).doesNotThrowAnyException();
    }
}
