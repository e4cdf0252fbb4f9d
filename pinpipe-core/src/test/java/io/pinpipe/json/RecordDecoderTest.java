package io.pinpipe.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Kind;
import io.pinpipe.PostEvent;
import io.pinpipe.User;
import io.pinpipe.json.Decoded.Failed;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordDecoderTest {

    private static final String USER =
            "{\"ind\":1,\"first_name\":\"Abigail\",\"last_name\":\"Ali\",\"age\":20,\"date_joined\":\"2015-10-24 11:23:51\"}";
    private static final PostEvent ABIGAIL =
            new User(1, "Abigail", "Ali", 20, LocalDateTime.of(2015, 10, 24, 11, 23, 51));
    private static final String GEO =
            "{\"ind\":1,\"timestamp\":\"2020-08-28 03:52:47\",\"latitude\":\"-89.9\",\"longitude\":1,\"country\":\"X\"}";

    @Test
    void aPlainObjectIsAnEvent() {
        assertThat(decode(USER)).isEqualTo(new Decoded.Event(ABIGAIL));
    }

    @Test
    void aWrappedObjectIsAnEvent() {
        assertThat(decode("{\"value\":" + USER + "}")).isEqualTo(new Decoded.Event(ABIGAIL));
        assertThat(decode(" { \"value\" : " + USER + ", \"key\": 1}")).isEqualTo(new Decoded.Event(ABIGAIL));
    }

    @Test
    void aWrappedObjectInAnArrayIsAnEvent() {
        assertThat(decode("[{\"value\":" + USER + "}]")).isEqualTo(new Decoded.Event(ABIGAIL));
        assertThat(decode("[" + USER + "]")).isEqualTo(new Decoded.Event(ABIGAIL));
    }

    @Test
    void base64OnceOrTwiceIsAnEvent() {
        assertThat(decode(base64(USER))).isEqualTo(new Decoded.Event(ABIGAIL));
        assertThat(decode(base64(base64(USER)) + "\n")).isEqualTo(new Decoded.Event(ABIGAIL));
        assertThat(decode('"' + base64('"' + base64("[{\"value\":" + USER + "}]") + '"') + '"'))
                .isEqualTo(new Decoded.Event(ABIGAIL));
    }

    @Test
    void base64OfTheAlphabetForAddressesIsAnEvent() {
        String urlSafe = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(USER.replace("Ali", "Ali>?>?").getBytes(StandardCharsets.UTF_8));

        assertThat(urlSafe).containsAnyOf("-", "_");
        assertThat(decode(urlSafe)).isInstanceOf(Decoded.Event.class);
    }

    @Test
    void anObjectInAJsonTextIsAnEvent() {
        assertThat(decode('"' + USER.replace("\"", "\\\"") + '"')).isEqualTo(new Decoded.Event(ABIGAIL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n", "\"\"", "\" \"", "null", "[]", "{\"value\":\"\"}", "{\"value\":null}", "IiI="})
    void whatHoldsNothingIsEmpty(String record) {
        assertThat(reason(decode(record))).isEqualTo(Decoded.Failure.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello there", "hello", "{\"ind\":1", "{} {}", "{'ind':1}", "NaN", "aGVsbG8=", "\u0000"})
    void whatIsNeitherJsonNorBase64OfJsonIsNotJson(String record) {
        assertThat(reason(decode(record))).isEqualTo(Decoded.Failure.NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"ind\":1}", "{\"index\":1,\"ind\":1}", "{\"values\":{}}", "5", "true", "[5]", "NzUyOA=="
            })
    void jsonWithoutAFieldOfAnyKindIsNotAPost(String record) {
        assertThat(reason(decode(record))).isEqualTo(Decoded.Failure.NOT_A_POST);
    }

    @Test
    void anEventOfAnotherKindIsNamed() {
        assertThat(RecordDecoder.decode(Kind.PIN, bytes(USER)))
                .isEqualTo(new Failed(Decoded.Failure.WRONG_KIND, "is a user instead of a pin"));
        assertThat(RecordDecoder.decode(Kind.PIN, bytes("[{\"value\":" + GEO + "}]")))
                .isEqualTo(new Failed(Decoded.Failure.WRONG_KIND, "is a geo instead of a pin"));
    }

    @Test
    void aFieldThatCannotBeReadIsNamed() {
        assertThat(decode(USER.replace("20,", "\"young\",")))
                .isEqualTo(
                        new Failed(Decoded.Failure.INVALID_FIELD, "user 1: age is \"young\", which is not an integer"));
    }

    @Test
    void aFieldThatIsMissingIsNamedAndNeverMadeUp() {
        assertThat(decode("{\"value\":{\"ind\":1,\"first_name\":\"Abigail\",\"age\":20}}"))
                .isEqualTo(new Failed(Decoded.Failure.INVALID_FIELD, "user 1: date_joined is missing"));
    }

    @Test
    void aUserThatIsCleanAlreadyDoesNotLoseItsName() {
        assertThat(decode(
                        "{\"ind\":1,\"user_name\":\"Abigail Ali\",\"age\":20,\"date_joined\":\"2015-10-24T11:23:51\"}"))
                .isEqualTo(new Failed(
                        Decoded.Failure.INVALID_FIELD,
                        "user 1: first_name is missing but user_name is present: this user is already clean"));
    }

    @Test
    void aFieldNamedUserNameBesideTheTwoNamesIsSkipped() {
        assertThat(decode(USER.replace("20,", "20,\"user_name\":\"abi\","))).isEqualTo(new Decoded.Event(ABIGAIL));
    }

    @Test
    void aTextMayBeLongerThanTwentyMillionCharacters() {
        String name = "A".repeat(20_000_001);

        assertThat(decode(USER.replace("Abigail", name)))
                .isInstanceOfSatisfying(
                        Decoded.Event.class,
                        decoded ->
                                assertThat(((User) decoded.event()).firstName()).hasSize(name.length()));
        assertThat(decode("{\"value\":" + USER.replace("Abigail", name) + "}")).isInstanceOf(Decoded.Event.class);
    }

    @Test
    void aTextThatIsTooLongToBeReadIsCalledThat() {
        String record = USER.replace("Abigail", "A".repeat(PostJson.TEXT_LENGTH_MAX + 1));

        assertThat(decode(record))
                .isEqualTo(new Failed(
                        Decoded.Failure.TOO_LONG, "holds a text of more than 33554432 characters, the limit"));
    }

    @Test
    void severalRecordsInOneAreNotHalfTaken() {
        assertThat(decode("[{\"value\":" + USER + "},{\"value\":" + USER + "}]"))
                .isEqualTo(new Failed(Decoded.Failure.SEVERAL_RECORDS, "holds 2 records instead of one"));
    }

    @Test
    void wrappingsHaveAnEnd() {
        String record = USER;
        for (int i = 1; i < RecordDecoder.MAX_LAYERS; i++) {
            record = "[" + record + "]";
        }
        assertThat(decode(record)).isEqualTo(new Decoded.Event(ABIGAIL));
        assertThat(decode("[" + record + "]"))
                .isEqualTo(new Failed(Decoded.Failure.NOT_A_POST, "is wrapped more than 8 times"));
    }

    @Test
    void theKindInASharedStreamIsDeterminedByTheFields() {
        assertThat(RecordDecoder.decode(bytes(USER))).isEqualTo(new Decoded.Event(ABIGAIL));
        assertThat(RecordDecoder.decode(bytes("{\"value\":" + GEO + "}"))).isInstanceOf(Decoded.Event.class);
        assertThat(reason(RecordDecoder.decode(bytes("{\"ind\":1}")))).isEqualTo(Decoded.Failure.NOT_A_POST);
    }

    @Test
    void aFieldNamedLikeTheWrapperIsNoWrapper() {
        assertThat(decode("{\"value\":5," + USER.substring(1))).isEqualTo(new Decoded.Event(ABIGAIL));
    }

    private static Decoded decode(String record) {
        return RecordDecoder.decode(Kind.USER, bytes(record));
    }

    private static Decoded.Failure reason(Decoded decoded) {
        assertThat(decoded).isInstanceOf(Failed.class);
        return ((Failed) decoded).reason();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aNameThatIsNotUtf8IsNeverTakenForAnother() {
        String sound = "{\"ind\":1,\"first_name\":\"A\",\"last_name\":\"B\",\"age\":20,"
                + "\"date_joined\":\"2016-01-01 00:00:00\"}";
        assertThat(RecordDecoder.decode(Kind.USER, sound.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Decoded.Event.class);
        byte[] damaged = sound.replace("\"age\"", "\"\u00ffage\"").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(RecordDecoder.decode(Kind.USER, damaged))
                .isEqualTo(new Decoded.Failed(Decoded.Failure.NOT_JSON, "is not JSON: it is not UTF-8"));
    }

    @Test
    void theDetailOfBytesThatAreNotUtf8DoesNotDependOnWhatWasReadBefore() {
        byte[] damaged = "{\"date_joi\u00ffed\":\"2017".getBytes(StandardCharsets.ISO_8859_1);
        Decoded first = RecordDecoder.decode(Kind.USER, damaged);
        // The parser pads short names in its symbol table with the byte 0xff.
        RecordDecoder.decode(Kind.USER, "{\"date_joied\":1}".getBytes(StandardCharsets.UTF_8));

        assertThat(RecordDecoder.decode(Kind.USER, damaged)).isEqualTo(first);
        assertThat(((Decoded.Failed) first).detail()).contains("not UTF-8");
    }
}
