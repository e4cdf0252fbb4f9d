package io.pinpipe.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pinpipe.Geo;
import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.PostEvent;
import io.pinpipe.User;
import java.time.LocalDateTime;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostReaderTest {

    private static final LocalDateTime DATE = LocalDateTime.of(2020, 8, 28, 3, 52, 47);

    @Test
    void numbersMayBeWrittenAsTexts() {
        assertThat(read(
                        Kind.GEO,
                        "{'ind':'7528','timestamp':'2020-08-28 03:52:47','latitude':'-88.8298','longitude':' 1.5e2 '}"))
                .isEqualTo(new Geo(7528, DATE, -88.8298, 150, null));
    }

    @Test
    void wholeNumbersMayHaveAFractionOfZero() {
        assertThat(read(Kind.USER, "{'ind':7528.0,'age':'36.00','date_joined':'2020-08-28T03:52:47'}"))
                .isEqualTo(new User(7528, null, null, 36, DATE));
    }

    @Test
    void textsMayBeWrittenAsNumbers() {
        assertThat(read(Kind.PIN, "{'index':1,'follower_count':124,'title':1.50,'downloaded':0}"))
                .isEqualTo(new Pin(1, null, "1.50", null, null, "124", null, null, null, 0, null, null));
    }

    @Test
    void unknownFieldsAreSkipped() {
        assertThat(read(
                        Kind.USER,
                        "{'x':{'ind':9},'ind':1,'y':[1,[2]],'age':20,'title':'t','date_joined':'2020-08-28T03:52:47'}"))
                .isEqualTo(new User(1, null, null, 20, DATE));
    }

    @Test
    void missingAndNullTextsAreNull() {
        assertThat(read(Kind.PIN, "{'index':1,'title':null,'downloaded':1}"))
                .isEqualTo(new Pin(1, null, null, null, null, null, null, null, null, 1, null, null));
    }

    @Test
    void aPinMayNameItsIndexInd() {
        assertThat(read(Kind.PIN, "{'ind':4,'downloaded':1}").index()).isEqualTo(4);
    }

    @Test
    void aUserMayNameItsIndexIndex() {
        assertThat(read(Kind.USER, "{'index':4,'age':20,'date_joined':'2020-08-28T03:52:47'}")
                        .index())
                .isEqualTo(4);
    }

    @Test
    void bothNamesOfTheIndexMayStandWithTheSameNumber() {
        assertThat(read(Kind.PIN, "{'ind':4,'index':'4','downloaded':1}").index())
                .isEqualTo(4);
    }

    @Test
    void bothNamesOfTheIndexWithDifferentNumbersAreRefused() {
        refused(Kind.PIN, "{'ind':4,'index':5,'downloaded':1}").hasMessage("pin: index is \"5\" but ind is \"4\"");
    }

    @Test
    void theLastOfTwoFieldsOfOneNameCounts() {
        assertThat(read(Kind.PIN, "{'index':1,'downloaded':[],'downloaded':1,'title':'a','title':null}"))
                .isEqualTo(new Pin(1, null, null, null, null, null, null, null, null, 1, null, null));
    }

    @Test
    void anErrorNamesTheIndexThatStandsBehindIt() {
        refused(Kind.USER, "{'age':'old','date_joined':'2020-08-28T03:52:47','ind':12}")
                .hasMessage("user 12: age is \"old\", which is not an integer")
                .asInstanceOf(type(InvalidPostException.class))
                .satisfies(e -> assertThat(e.field()).isEqualTo("age"))
                .satisfies(e -> assertThat(e.index()).isEqualTo(12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'x'",
                "''",
                "'1 2'",
                "1.5",
                "'0x10'",
                "'٣'",
                "1e999999999",
                "1e-999999999",
                "9223372036854775808",
                "'-'"
            })
    void whatIsNoWholeNumberIsRefusedAsIndex(String value) {
        refused(Kind.PIN, "{'index':" + value + ",'downloaded':1}")
                .hasMessageMatching("pin: index is \".*\", which is not an integer");
    }

    @Test
    void anAgeBeyond32BitsIsRefused() {
        refused(Kind.USER, "{'ind':1,'age':2147483648,'date_joined':'2020-08-28T03:52:47'}")
                .hasMessage("user 1: age is \"2147483648\", which exceeds 32 bits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'x'", "''", "'NaN'", "'Infinity'", "1e999", "'0x1p3'", "'1d'", "'1.2.3'"})
    void whatIsNoFiniteNumberIsRefusedAsLatitude(String value) {
        refused(Kind.GEO, "{'ind':1,'timestamp':'2020-08-28T03:52:47','longitude':1,'latitude':" + value + "}")
                .hasMessageMatching("geo 1: latitude is \".*\", which is not a finite number");
    }

    @Test
    void whatIsNoDateIsRefused() {
        refused(Kind.USER, "{'ind':1,'age':20,'date_joined':'yesterday'}")
                .hasMessage("user 1: date_joined is \"yesterday\", which is not a date such as 2020-08-28T03:52:47");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PIN  | {'downloaded':1}                                            | pin: index is missing",
                "PIN  | {'index':null,'downloaded':1}                               | pin: index is missing",
                "PIN  | {'index':1}                                                 | pin 1: downloaded is missing",
                "PIN  | {'index':1,'downloaded':null}                               | pin 1: downloaded is missing",
                "GEO  | {'ind':1,'latitude':1,'longitude':1}                        | geo 1: timestamp is missing",
                "GEO  | {'ind':1,'timestamp':null,'latitude':1,'longitude':1}       | geo 1: timestamp is missing",
                "GEO  | {'ind':1,'timestamp':'2020-08-28 03:52:47','longitude':1}   | geo 1: latitude is missing",
                "GEO  | {'ind':1,'timestamp':'2020-08-28 03:52:47','latitude':1}    | geo 1: longitude is missing",
                "USER | {'ind':1,'date_joined':'2020-08-28 03:52:47'}               | user 1: age is missing",
                "USER | {'ind':1,'age':1}                                           | user 1: date_joined is missing",
            })
    void aNumberOrDateThatIsMissingOrNullIsRefused(Kind kind, String json, String message) {
        refused(kind, json.replace("''", "'")).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}|an object", "[]|an array", "true|true", "false|false"})
    void whatIsNeitherTextNorNumberIsRefused(String value, String described) {
        refused(Kind.PIN, "{'index':1,'title':" + value + ",'downloaded':1}")
                .hasMessage("pin 1: title is " + described + " instead of a text or a number");
    }

    @Test
    void halfASurrogatePairIsRefused() {
        refused(Kind.PIN, "{'index':1,'title':'a\\uD83E','downloaded':1}")
                .hasMessage("pin 1: title holds an unpaired surrogate at character 1: \"a\\uD83E\"");
    }

    @Test
    void escapedSurrogatePairsAreRead() {
        assertThat(read(Kind.PIN, "{'index':1,'title':'\\uD83E\\uDD0D','downloaded':1}"))
                .isEqualTo(new Pin(1, null, "🤍", null, null, null, null, null, null, 1, null, null));
    }

    @Test
    void aLongValueIsShownCut() {
        refused(Kind.PIN, "{'index':1,'downloaded':'" + "🤍".repeat(500) + "'}")
                .hasMessage("pin 1: downloaded is \"" + "🤍".repeat(30) + "…\", which is not an integer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|nothing",
                "~  ~|nothing",
                "[]|an array",
                "[{\"index\":1}]|an array",
                "\"\"|a text",
                "null|null",
                "12|a number",
                "true|true"
            })
    void aDocumentThatIsNoObjectIsRefused(String json, String described) {
        refused(Kind.PIN, json).hasMessage("pin: holds " + described + " instead of a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{'index':1,", "{'index':}", "{'index':1 'x':2}", "nope", "{'index':NaN}"})
    void aDocumentThatIsNotJsonIsRefused(String json) {
        refused(Kind.PIN, json).hasMessageMatching("(?s)pin( 1)?: is not JSON: .+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", " null", ","})
    void whatFollowsTheObjectIsRefused(String rest) {
        refused(Kind.PIN, "{'index':1,'downloaded':1}" + rest).hasMessageStartingWith("pin 1: ");
    }

    @Test
    void aTreeThatIsNoObjectIsRefused() {
        assertThatThrownBy(() -> PostJson.decode(Kind.PIN, JsonNodeFactory.instance.nullNode()))
                .isInstanceOf(InvalidPostException.class)
                .hasMessage("pin: holds null instead of a JSON object");
    }

    @Test
    void aPartOfATreeIsRead() {
        var record = JsonNodeFactory.instance.objectNode();
        record.putObject("value").put("index", 3).put("downloaded", "1").put("title", 2.5);
        assertThat(PostJson.decode(Kind.PIN, record.get("value")))
                .isEqualTo(new Pin(3, null, "2.5", null, null, null, null, null, null, 1, null, null));
    }

    private static PostEvent read(Kind kind, String json) {
        return PostJson.decode(kind, json.replace('\'', '"').getBytes(UTF_8));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(Kind kind, String json) {
        return assertThatThrownBy(() -> read(kind, json)).isInstanceOf(InvalidPostException.class);
    }
}
