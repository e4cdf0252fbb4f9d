package io.pinpipe.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.Destinations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    void noValueThatCannotBeReadIsShown() {
        Map<String, String> secrets = new TreeMap<>();
        for (String name : List.of("linger", "batchBytes", "recordBytes", "callbackLimit", "closeAtExit", "ordering")) {
            secrets.put(name, "hunter2-" + name);
        }

        assertThatThrownBy(() -> builder.options(secrets))
                .hasMessageContainingAll(secrets.keySet().toArray(String[]::new))
                .hasMessageNotContainingAny("hunter2", "HUNTER2");
    }

    @Test
    void aSetterThatQuotesItsValueIsNotQuoted() {
        Options options = new Options().text("key", text -> {
            throw new IllegalArgumentException("'" + text + "' is no key");
        });

        assertThatThrownBy(() -> options.apply(Map.of("key", "hunter2")))
                .hasMessageContaining("'***' is no key")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aSizeBeyondAnIntIsRefusedWithItsLimit() {
        assertThatThrownBy(() -> builder.options(Map.of("recordBytes", "4096MiB")))
                .hasMessageContaining("recordBytes")
                .hasMessageContaining("2147483647");
    }

    @Test
    void requestsBeyondAnIntAreRefused() {
        builder.userId("u").batchBytes(Integer.MAX_VALUE + 1L);

        assertThatThrownBy(builder::check).hasMessageContaining("batchBytes").hasMessageContaining("2147483647");
    }

    @Test
    void durationsBeyondTheClockAreBounded() {
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
        builder.userId("u")
                .deliveryTimeout(forEver)
                .bufferWait(forEver)
                .closeTimeout(forEver)
                .linger(forEver)
                .requestTimeout(forEver)
                .backoff(forEver)
                .backoffMax(forEver);

        builder.check();

        Settings settings = builder.settings();
        BatchSettings batching = builder.batchSettings();
        settings.runtime().close();
        assertThat(List.of(
                        settings.deliveryTimeout(),
                        settings.bufferWait(),
                        settings.closeTimeout(),
                        batching.linger(),
                        batching.requestTimeout(),
                        batching.backoff(),
                        batching.backoffMax()))
                .containsOnly(Duration.ofDays(36_500));
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
