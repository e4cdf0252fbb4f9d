package io.pinpipe.clean;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Geo;
import io.pinpipe.clean.CleanGeo.CoordinateOrder;
import io.pinpipe.clean.CleanGeo.Coordinates;
import io.pinpipe.clean.Cleaned.Dropped;
import io.pinpipe.clean.Cleaned.Kept;
import io.pinpipe.clean.Cleaned.Note;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeoCleanerTest {

    private static final LocalDateTime WHEN = LocalDateTime.of(2020, 8, 28, 3, 52, 47);

    @Test
    void theLatitudeComesFirst() {
        assertThat(new PostCleaner().clean(geo(-89.9787, -173.293)))
                .isEqualTo(new Kept<>(
                        new CleanGeo(7, "Cote d'Ivoire", new Coordinates(-89.9787, -173.293), WHEN), List.of()));
    }

    @Test
    void theLongitudeComesFirstWhenAskedFor() {
        assertThat(new PostCleaner(CoordinateOrder.LONG_LAT).clean(geo(-89.9787, -173.293)))
                .isEqualTo(new Kept<>(
                        new CleanGeo(7, "Cote d'Ivoire", new Coordinates(-173.293, -89.9787), WHEN), List.of()));
    }

    @ParameterizedTest
    @CsvSource({"90, 180", "-90, -180", "0, 0", "-0.0, 0.0"})
    void theEndsOfTheRangesAreKept(double latitude, double longitude) {
        assertThat(new PostCleaner().clean(geo(latitude, longitude))).isInstanceOf(Kept.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {90.0001, -91, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aLatitudeOutOfRangeDropsTheEventWithTheReason(double latitude) {
        Geo geo = geo(latitude, 0);

        assertThat(new PostCleaner().clean(geo))
                .isEqualTo(new Dropped<>(geo, new Note(CleaningRule.LATITUDE_OUT_OF_RANGE, Double.toString(latitude))));
    }

    @ParameterizedTest
    @ValueSource(doubles = {180.0001, -181, Double.NaN, Double.POSITIVE_INFINITY})
    void aLongitudeOutOfRangeDropsTheEventWithTheReason(double longitude) {
        Geo geo = geo(0, longitude);

        assertThat(new PostCleaner(CoordinateOrder.LONG_LAT).clean(geo))
                .isEqualTo(
                        new Dropped<>(geo, new Note(CleaningRule.LONGITUDE_OUT_OF_RANGE, Double.toString(longitude))));
    }

    @Test
    void aCountryThatIsMissingStaysMissing() {
        Cleaned<CleanGeo> cleaned = new PostCleaner().clean(new Geo(7, WHEN, 1, 2, null));

        assertThat(cleaned).isEqualTo(new Kept<>(new CleanGeo(7, null, new Coordinates(1, 2), WHEN), List.of()));
    }

    private static Geo geo(double latitude, double longitude) {
        return new Geo(7, WHEN, latitude, longitude, "Cote d'Ivoire");
    }
}
