package io.pinpipe.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.pinpipe.Geo;
import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.Post;
import io.pinpipe.Reason;
import io.pinpipe.SourceException;
import io.pinpipe.User;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values that the source reads from columns of all common types. */
abstract class ValueCases extends SourceCases {

    private static final LocalDateTime SPRING_FORWARD = LocalDateTime.of(2021, 3, 28, 2, 30, 15);

    @Test
    void textsComeBackAsTheyAreStored() {
        Pin pin = new Pin(
                0,
                "id",
                "",
                "two\nlines\ttab \\ \"quoted\" 'single' …\u00a0",
                " outer spaces ",
                "124k",
                "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e",
                "multi-video(story page format)",
                "Image src error.",
                0,
                "Local save in /data/art",
                "\uD83E\uDD0D\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 日本 Ünïcode %s ? :x");
        fill(List.of(new Post(0, pin, null, null)), true);

        assertThat(open().fetch(List.of(0L)).get(0).pin()).isEqualTo(pin);
    }

    @Test
    void nullStaysNullInATextColumn() {
        Pin pin = new Pin(0, null, null, null, null, null, null, null, null, 1, null, null);
        fill(List.of(new Post(0, pin, null, null)), true);

        assertThat(open().fetch(List.of(0L)).get(0).pin()).isEqualTo(pin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-88.8298",
                "-171.302",
                "0.1",
                "12.3456789",
                "-89.98",
                "179.99999",
                "1e-7",
                "0",
                "-0.000123456",
                "3.4e38",
                "16777217"
            })
    void aFloatIsTheNumberThatSelectShows(String stored) {
        fill(posts(1), true);
        sql("UPDATE geolocation_data SET latitude = " + stored);
        double shown = Double.parseDouble(
                column("SELECT latitude FROM geolocation_data").get(0));

        assertThat(geo().latitude()).isEqualTo(shown);
    }

    @Test
    void aFloatOfSixDigitsDoesNotGainMore() {
        fill(posts(1), true);
        sql("UPDATE geolocation_data SET latitude = -88.8298, longitude = -171.302");

        assertThat(geo()).extracting(Geo::latitude, Geo::longitude).containsExactly(-88.8298, -171.302);
    }

    @ParameterizedTest
    @CsvSource({
        "DOUBLE, -88.82981234567",
        "'DECIMAL(12,8)', -88.82981234",
        "VARCHAR(20), -88.8298",
        "'FLOAT(10,5)', -88.82980",
        "INT, -88"
    })
    void coordinatesMayBeOfAnyNumericTypeOrText(String type, String value) {
        fill(posts(1), true);
        sql("ALTER TABLE geolocation_data MODIFY latitude " + type, "UPDATE geolocation_data SET latitude = " + value);

        assertThat(geo().latitude()).isEqualTo(Double.parseDouble(value));
    }

    @ParameterizedTest
    @CsvSource({
        "DATETIME, 2020-08-28 03:52:47, 2020-08-28T03:52:47",
        "DATETIME(6), 2020-08-28 03:52:47.123456, 2020-08-28T03:52:47.123456",
        "DATETIME(3), 2020-08-28 03:52:47, 2020-08-28T03:52:47",
        "DATE, 2020-08-28, 2020-08-28T00:00:00",
        "TIMESTAMP NULL, 2020-08-28 03:52:47, 2020-08-28T03:52:47",
        "VARCHAR(40), 2020-08-28 03:52:47, 2020-08-28T03:52:47",
        "VARCHAR(40), 2020-08-28T03:52:47, 2020-08-28T03:52:47",
        "TEXT, 2020-08-28T03:52:47.000Z, 2020-08-28T03:52:47",
        "TEXT, 2020:08:28 03:52:47, 2020-08-28T03:52:47",
        "TEXT, '08/28/2020, 03:52:47', 2020-08-28T03:52:47"
    })
    void datesMayBeOfAnyTypeThatHoldsThem(String type, String stored, String read) {
        fill(posts(1), true);
        sql(
                "ALTER TABLE geolocation_data MODIFY `timestamp` TEXT",
                "UPDATE geolocation_data SET `timestamp` = '" + stored + "'",
                "ALTER TABLE geolocation_data MODIFY `timestamp` " + type);

        assertThat(geo().timestamp()).isEqualTo(LocalDateTime.parse(read));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Tokyo"})
    void datesDoNotDependOnTheZoneOfThisMachine(String zone) {
        fill(
                List.of(new Post(
                        0, null, new Geo(0, SPRING_FORWARD, 1, 1, "x"), new User(0, "a", "b", 30, SPRING_FORWARD))),
                true);
        sql("ALTER TABLE user_data MODIFY date_joined TIMESTAMP NULL");
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            Post post = open().fetch(List.of(0L)).get(0);

            assertThat(post.geo()).isNotNull().extracting(Geo::timestamp).isEqualTo(SPRING_FORWARD);
            assertThat(post.user()).isNotNull().extracting(User::dateJoined).isEqualTo(SPRING_FORWARD);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TINYINT(1), 1, 1",
        "BIT(1), 1, 1",
        "BOOLEAN, 0, 0",
        "BIGINT, 1, 1",
        "'DECIMAL(5,2)', 1, 1",
        "DOUBLE, 1, 1",
        "VARCHAR(5), ' 1 ', 1"
    })
    void wholeNumbersMayBeOfAnyTypeThatHoldsThem(String type, String stored, int read) {
        fill(posts(1), true);
        sql(
                "ALTER TABLE pinterest_data MODIFY downloaded " + type,
                "UPDATE pinterest_data SET downloaded = " + (type.startsWith("VARCHAR") ? "' 1 '" : stored));

        Pin pin = open().fetch(List.of(0L)).get(0).pin();

        assertThat(pin).isNotNull().extracting(Pin::downloaded).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({
        "geolocation_data, ind, timestamp, NULL, GEO",
        "geolocation_data, ind, timestamp, '''0000-00-00 00:00:00''', GEO",
        "geolocation_data, ind, timestamp, '''2020-00-28 03:52:47''', GEO",
        "geolocation_data, ind, latitude, NULL, GEO",
        "geolocation_data, ind, longitude, NULL, GEO",
        "user_data, ind, age, NULL, USER",
        "user_data, ind, date_joined, NULL, USER",
        "user_data, ind, date_joined, '''0000-00-00 00:00:00''', USER",
        "pinterest_data, index, downloaded, NULL, PIN"
    })
    void aValueThatCannotBeUsedIsNamedByTableColumnAndIndex(
            String table, String key, String column, String value, Kind kind) {
        fill(posts(4), true);
        sql(
                "SET SESSION sql_mode = ''",
                "UPDATE " + table + " SET `" + column + "` = " + value + " WHERE `" + key + "` = 2");
        RdsPostSource source = open();

        assertThatThrownBy(() -> source.fetch(List.of(1L, 2L)))
                .asInstanceOf(type(SourceException.class))
                .satisfies(error -> {
                    assertThat(error).hasMessageContainingAll("table " + table, "column " + column, key + " 2");
                    assertThat(error.reason()).isEqualTo(Reason.INVALID);
                    assertThat(error.kind()).isEqualTo(kind);
                    assertThat(error.index()).isEqualTo(2);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan", "NaN", "Infinity", "-inf", "north", "", "1e999", "1,5"})
    void aTextThatIsNoFiniteNumberIsRefused(String text) {
        fill(posts(1), true);
        sql(
                "ALTER TABLE geolocation_data MODIFY latitude VARCHAR(20)",
                "UPDATE geolocation_data SET latitude = '" + text + "'");

        assertThatThrownBy(this::geo)
                .isInstanceOf(SourceException.class)
                .hasMessageContainingAll("column latitude", "'" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"34.5", "4294967296", "old", "1e1000000000"})
    void aTextThatIsNoWholeNumberIsRefused(String text) {
        fill(posts(1), true);
        sql("ALTER TABLE user_data MODIFY age VARCHAR(20)", "UPDATE user_data SET age = '" + text + "'");

        assertThatThrownBy(() -> open().fetch(List.of(0L)))
                .isInstanceOf(SourceException.class)
                .hasMessageContainingAll("column age", "'" + text + "'");
    }

    @ParameterizedTest(name = "key index: {0}")
    @ValueSource(booleans = {true, false})
    void aRunMayGoOnPastUnusableRows(boolean keyIndex) {
        List<Post> posts = posts(6);
        fill(posts, keyIndex);
        sql(
                "UPDATE geolocation_data SET latitude = NULL WHERE ind IN (2, 5)",
                "UPDATE user_data SET age = NULL WHERE ind = 2");
        RdsPostSource source = open();
        List<String> reported = new ArrayList<>();

        List<Post> scanned = all(source.scan(-1, row -> reported.add(row.kind() + " " + row.index())));
        List<Post> fetched =
                source.fetch(List.of(5L, 2L, 5L, 0L), row -> reported.add("fetched " + row.kind() + " " + row.index()));

        Post second = new Post(2, posts.get(2).pin(), null, null);
        Post fifth = new Post(5, posts.get(5).pin(), null, posts.get(5).user());
        assertThat(scanned).containsExactly(posts.get(0), posts.get(1), second, posts.get(3), posts.get(4), fifth);
        assertThat(fetched).containsExactly(fifth, second, fifth, posts.get(0));
        assertThat(reported)
                .containsExactlyInAnyOrder(
                        "GEO 2", "USER 2", "GEO 5", "fetched GEO 5", "fetched GEO 2", "fetched USER 2");
    }

    private Geo geo() {
        return Objects.requireNonNull(open().fetch(List.of(0L)).get(0).geo());
    }
}
