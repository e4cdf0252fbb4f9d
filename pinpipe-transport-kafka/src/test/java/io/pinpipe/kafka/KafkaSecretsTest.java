package io.pinpipe.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rejected setting is named, but its value is not shown: it may be a misplaced secret. */
class KafkaSecretsTest {

    private static final String SECRET = "hunter2-and-more";

    private static void assertHidden(Throwable thrown) {
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
        for (Throwable shown = thrown; shown != null; shown = shown.getCause()) {
            assertThat(shown.toString()).doesNotContain(SECRET);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"u:" + SECRET + "@host:9092", "u:a," + SECRET + "@host:9092", SECRET + "@host"})
    void aLoginAmongTheBrokersIsRefusedAndNotShown(String brokers) {
        Throwable thrown =
                catchThrowable(() -> KafkaPublisher.builder(brokers).userId("u").build());

        assertHidden(thrown);
        assertThat(thrown).hasMessageContaining("client properties");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linger.ms",
                "acks",
                "compression.type",
                "sasl.jaas.config",
                "ssl.keystore.type",
                "security.protocol",
                "interceptor.classes",
                "buffer.memory",
                "ssl.keystore.location",
                "sasl.mechanism",
                "bootstrap.servers",
                "ssl.truststore.certificates"
            })
    void aWrongValueOfAPropertyIsNotShown(String property) {
        Throwable thrown = catchThrowable(() -> KafkaPublisher.builder("127.0.0.1:1")
                .userId("u")
                .clientProperties(Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "PLAIN"))
                .clientProperties(Map.of(property, SECRET))
                .build());

        assertHidden(thrown);
    }

    @Test
    void aWrongOptionIsNotShown() {
        for (String option :
                new String[] {"linger", "batchBytes", "compression", "requestsInFlight", "createTopics", "partitions"
                }) {
            assertHidden(catchThrowable(
                    () -> KafkaPublisher.builder("127.0.0.1:1").options(Map.of("userId", "u", option, SECRET))));
        }
    }
}
