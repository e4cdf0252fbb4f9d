package io.pinpipe.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pinpipe.Geo;
import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.PostEvent;
import io.pinpipe.User;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class PostJsonTest {

    private static final LocalDateTime DATE = LocalDateTime.of(2020, 8, 28, 3, 52, 47);

    @Test
    void aPinIsWrittenInTheOrderOfItsTable() {
        Pin pin = new Pin(7528, "u", "t", "d", "p", "124k", "a,b", "image", "s", 1, "l", "c");
        assertThat(json(pin))
                .isEqualTo("{\"index\":7528,\"unique_id\":\"u\",\"title\":\"t\",\"description\":\"d\","
                        + "\"poster_name\":\"p\",\"follower_count\":\"124k\",\"tag_list\":\"a,b\","
                        + "\"is_image_or_video\":\"image\",\"image_src\":\"s\",\"downloaded\":1,"
                        + "\"save_location\":\"l\",\"category\":\"c\"}");
    }

    @Test
    void aPlaceIsWrittenInTheOrderOfItsTable() {
        assertThat(json(new Geo(3, DATE, -88.8298, 137.0, "Cote d'Ivoire")))
                .isEqualTo("{\"ind\":3,\"timestamp\":\"2020-08-28T03:52:47\",\"latitude\":-88.8298,"
                        + "\"longitude\":137.0,\"country\":\"Cote d'Ivoire\"}");
    }

    @Test
    void aUserIsWrittenInTheOrderOfItsTable() {
        assertThat(json(new User(3, "Ada", "Moor", 36, DATE.withSecond(0).withMinute(0))))
                .isEqualTo("{\"ind\":3,\"first_name\":\"Ada\",\"last_name\":\"Moor\",\"age\":36,"
                        + "\"date_joined\":\"2020-08-28T03:00:00\"}");
    }

    @Test
    void aTextThatIsNullIsWrittenAsNull() {
        assertThat(json(new User(3, null, "null", 36, DATE))).contains("\"first_name\":null,\"last_name\":\"null\"");
    }

    @Test
    void quotesBackslashesAndControlCharactersAreEscaped() {
        assertThat(json(titled("a\"b\\c\nd\re\tf\bg\fh\u0000i\u001fj\u007fk/l")))
                .contains("\"title\":\"a\\\"b\\\\c\\nd\\re\\tf\\bg\\fh\\u0000i\\u001Fj\u007fk/l\"");
    }

    @Test
    void whatIsNotAsciiIsWrittenAsUtf8() {
        assertThat(json(titled("é … \u00a0 🤍?"))).contains("\"title\":\"é … \u00a0 🤍?\"");
    }

    @Test
    void aTextLongerThanTheBufferThatAThreadKeepsIsWrittenWhole() {
        String title = "\"long\" ".repeat(100_000);
        Pin pin = titled(title);
        assertThat(PostJson.decodePin(PostJson.encode(pin))).isEqualTo(pin);
    }

    @Test
    void aFractionOfASecondIsWrittenWithoutTrailingZeros() {
        assertThat(json(new User(3, "", "", 36, DATE.withNano(50_000_000))))
                .contains("\"date_joined\":\"2020-08-28T03:52:47.05\"");
    }

    @Test
    void halfASurrogatePairIsRefusedByFieldAndIndex() {
        assertThatExceptionOfType(InvalidPostException.class)
                .isThrownBy(() -> PostJson.encode(titled("why? \uD83E so")))
                .withMessage("pin 7: title holds an unpaired surrogate at character 5: \"why? \\uD83E so\"")
                .satisfies(e -> assertThat(e.field()).isEqualTo("title"))
                .satisfies(e -> assertThat(e.index()).isEqualTo(7));
    }

    @Test
    void questionMarksBesideWholeSurrogatePairsAreWritten() {
        assertThat(json(titled("? 🤍?…? 🤍"))).contains("\"title\":\"? 🤍?…? 🤍\"");
    }

    @Test
    void halfASurrogatePairAmongWholeOnesIsRefused() {
        assertThatExceptionOfType(InvalidPostException.class)
                .isThrownBy(() -> PostJson.encode(titled("🤍? \uDD0D🤍")))
                .withMessageContaining("at character 4");
    }

    @Test
    void aCoordinateThatIsNotANumberIsRefusedByFieldAndIndex() {
        assertThatExceptionOfType(InvalidPostException.class)
                .isThrownBy(() -> PostJson.encode(new Geo(7, DATE, Double.NaN, 0, "Chad")))
                .withMessage("geo 7: latitude is NaN, which JSON cannot represent");
    }

    @Test
    void anInfiniteCoordinateIsRefusedByFieldAndIndex() {
        assertThatExceptionOfType(InvalidPostException.class)
                .isThrownBy(() -> PostJson.encode(new Geo(7, DATE, 0, Double.NEGATIVE_INFINITY, "Chad")))
                .withMessage("geo 7: longitude is -Infinity, which JSON cannot represent");
    }

    @Test
    void anEventIsWrittenAfterOneThatWasRefused() {
        assertThatExceptionOfType(InvalidPostException.class).isThrownBy(() -> PostJson.encode(titled("\uDC00")));
        assertThat(PostJson.decode(Kind.PIN, PostJson.encode(titled("fine")))).isEqualTo(titled("fine"));
    }

    private static Pin titled(String title) {
        return new Pin(7, "u", title, "d", "p", "1", "a", "image", "s", 1, "l", "c");
    }

    private static String json(PostEvent event) {
        return new String(PostJson.encode(event), UTF_8);
    }
}
