package io.pinpipe.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireDatesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2020-08-28T03:52:47",
                "2020-08-28 03:52:47",
                "2020-08-28T03:52:47Z",
                "2020-08-28 03:52:47Z",
                "2020-08-28T03:52:47.000",
                "2020-08-28 03:52:47.0",
                "2020-08-28T03:52:47.000000000",
                "2020-08-28T03:52:47.000Z",
                "2020-08-28T03:52:47.000+0000",
                "2020-08-28T03:52:47+0000",
                "2020-08-28T03:52:47+00:00",
                "2020-08-28 03:52:47+00",
                "2020:08:28 03:52:47",
                "08/28/2020, 03:52:47",
                " 2020-08-28 03:52:47 ",
            })
    void everyFormOfTheWireIsRead(String text) {
        assertThat(WireDates.parse(text)).isEqualTo(LocalDateTime.of(2020, 8, 28, 3, 52, 47));
    }

    @ParameterizedTest
    @CsvSource({
        "2020-08-28T03:52:47.5,500000000",
        "2020-08-28 03:52:47.000123,123000",
        "2020-08-28T03:52:47.123456789Z,123456789"
    })
    void aFractionIsKept(String text, int nano) {
        assertThat(WireDates.parse(text)).isEqualTo(LocalDateTime.of(2020, 8, 28, 3, 52, 47, nano));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-08-28T03:52", "2020-08-28 03:52Z"})
    void secondsThatAreMissingAreZero(String text) {
        assertThat(WireDates.parse(text)).isEqualTo(LocalDateTime.of(2020, 8, 28, 3, 52));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "1598586767",
                "2020-08-28",
                "2020-08-2803:52:47",
                "2020-8-28 03:52:47",
                "2020-08:28 03:52:47",
                "2020/08/28 03:52:47",
                "08/28/2020 03:52:47",
                "2020-02-30 03:52:47",
                "0000-00-00 00:00:00",
                "2020-08-28 24:00:00",
                "2020-08-28 03:52:60",
                "2020-08-28T03:52:47.",
                "2020-08-28T03:52:47.1234567890",
                "2020-08-28T03:52:47+01:00",
                "2020-08-28T03:52:47ZZ",
                "2020-08-28T03:52:47 UTC",
                "２０２０-08-28T03:52:47",
                "+2020-08-28T03:52:47",
            })
    void everythingElseIsRefused(String text) {
        assertThatThrownBy(() -> WireDates.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
