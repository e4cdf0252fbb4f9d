package io.pinpipe.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RdsPostSourceSettingsTest {

    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        assertThat(RdsPostSource.DEFAULT_POOL_SIZE).isEqualTo(4);
        assertThat(RdsPostSource.DEFAULT_PAGE_SIZE).isEqualTo(2_000);
        assertThat(RdsPostSource.FETCH_SIZE).isEqualTo(20_000);
        assertThat(RdsPostSource.DEFAULT_CONNECT_TIMEOUT).hasSeconds(10);
        assertThat(RdsPostSource.DEFAULT_READ_TIMEOUT).hasMinutes(5);
        assertThat(RdsPostSource.DEFAULT_RETRY_TIMEOUT).hasMinutes(2);
    }

    @Test
    void allSettingsOutOfTheirRangeAreNamedAtOnce() {
        RdsPostSource.Builder builder = RdsPostSource.builder(
                        RdsCredentials.builder("h", "u", "p").build())
                .poolSize(0)
                .pageSize(1)
                .connectTimeout(Duration.ofMillis(249))
                .readTimeout(Duration.ZERO)
                .retryTimeout(Duration.ofMillis(-1));

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContainingAll("poolSize", "pageSize", "connectTimeout", "readTimeout", "retryTimeout");
    }
}
