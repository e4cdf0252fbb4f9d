package io.pinpipe.spark.archive;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Kind;
import io.pinpipe.json.Decoded;
import io.pinpipe.json.PostJson;
import io.pinpipe.json.RecordDecoder;
import io.pinpipe.testkit.GeneratedPosts;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchiveLineTest {

    @Test
    void jsonKeepsItsOrderItsDigitsAndItsRepeatedNames() {
        String json = "{\"b\":1.10,\"a\":12345678901234567890,\"b\":1E400,\"c\":[true,null,{}]}";
        assertThat(line(json)).isEqualTo(json);
    }

    @Test
    void blanksAndLineBreaksBetweenTokensAreDropped() {
        assertThat(line("\n{ \"a\" :\r\n\t[ 1 , 2 ] }\n")).isEqualTo("{\"a\":[1,2]}");
    }

    @Test
    void lineBreaksInTextsStayEscaped() {
        assertThat(line("{\"a\":\"x\\r\\n\\u0085y\"}")).doesNotContain("\n").startsWith("{\"a\":\"x\\r\\n");
    }

    @Test
    void charactersOutsideTheBasicPlaneBecomePairsOfEscapes() {
        assertThat(line("{\"a\":\"é🤍\"}")).isEqualTo("{\"a\":\"é\\uD83E\\uDD0D\"}");
    }

    @Test
    void noValueIsNull() {
        assertThat(new String(ArchiveLine.of(null).json(), UTF_8)).isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hello", "{\"a\":1", "{} {}", "{\"a\":NaN}", "\"a\nb\""})
    void whatIsNotJsonBecomesATextThatHoldsIt(String value) {
        ArchiveLine line = ArchiveLine.of(value.getBytes(UTF_8));
        assertThat(line.wrapped()).isTrue();
        assertThat(new String(line.json(), UTF_8))
                .isEqualTo("\"" + value.replace("\"", "\\\"").replace("\n", "\\n") + "\"");
    }

    @Test
    void bytesThatAreNotTextBecomeBase64() {
        byte[] value = {(byte) 0xFF, (byte) 0xFE, 0, 1, (byte) 0x80};
        assertThat(new String(ArchiveLine.of(value).json(), UTF_8))
                .isEqualTo("\"" + Base64.getEncoder().encodeToString(value) + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "\"\"", "null", "[]", "{\"a\":1}", "{\"ind\":1", "12"})
    void aReaderOfTheLineFindsWhatAReaderOfTheTopicFinds(String value) {
        byte[] record = value.getBytes(UTF_8);
        assertThat(reason(ArchiveLine.of(record).json())).isEqualTo(reason(record));
    }

    @Test
    void aReaderOfTheLineFindsAnEventThatStandsInBase64OrAnotherEncoding() {
        byte[] pin = PostJson.encode(
                Objects.requireNonNull(GeneratedPosts.classic(1).post(0).pin()));
        Decoded event = RecordDecoder.decode(Kind.PIN, pin);
        assertThat(event).isInstanceOf(Decoded.Event.class);
        byte[] utf16 = new String(pin, UTF_8).getBytes(UTF_16BE);
        assertThat(RecordDecoder.decode(Kind.PIN, ArchiveLine.of(pin).json())).isEqualTo(event);
        assertThat(RecordDecoder.decode(
                        Kind.PIN,
                        ArchiveLine.of(Base64.getEncoder().encode(pin)).json()))
                .isEqualTo(event);
        assertThat(RecordDecoder.decode(Kind.PIN, ArchiveLine.of(utf16).json())).isEqualTo(event);
    }

    private static String line(String json) {
        ArchiveLine line = ArchiveLine.of(json.getBytes(UTF_8));
        assertThat(line.wrapped()).isFalse();
        return new String(line.json(), UTF_8);
    }

    private static Decoded.Failure reason(byte[] record) {
        return ((Decoded.Failed) RecordDecoder.decode(Kind.PIN, record)).reason();
    }
}
