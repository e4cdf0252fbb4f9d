package io.pinpipe.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.useragent.BusinessMetricFeatureId;

class CredentialsSourceTest {

    @ParameterizedTest
    @CsvSource({
        "g, 'the environment, AWS_ACCESS_KEY_ID'",
        "0, the instance's metadata service",
        "'n,v', 'a profile, a profile that runs a process'",
        "EnvironmentVariableCredentialsProvider, EnvironmentVariableCredentialsProvider"
    })
    void aProviderIsNamedByWhatItIs(String provider, String name) {
        assertThat(CredentialsSource.named(provider)).isEqualTo(name);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void everyProviderOfTheSdkHasAName(BusinessMetricFeatureId provider) {
        assertThat(CredentialsSource.named(provider.value())).isNotEqualTo(provider.value());
    }

    @Test
    void whatIsNotKnownIsTheChain() {
        assertThat(CredentialsSource.named("?")).isEqualTo("the SDK's chain");
    }

    static Stream<BusinessMetricFeatureId> providers() {
        return Arrays.stream(BusinessMetricFeatureId.values())
                .filter(id -> id.name().startsWith("CREDENTIALS_"));
    }
}
