package io.pinpipe.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okio.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTextTest {

    static String[] texts() {
        StringBuilder everyControl = new StringBuilder();
        for (char c = 0; c < 0x80; c++) {
            everyControl.append(c);
        }
        return new String[] {
            "",
            "plain",
            "\"",
            "\\",
            "\\\"\\",
            "{\"a\":\"b\\n\"}",
            "caf\u00e9 \u00a0 \u2028 \ud83e\udd0d",
            everyControl.toString(),
            "ends with a quote\"",
        };
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aJsonReaderGetsBackTheTextThatWasWritten(String text) throws IOException {
        assertThat(new ObjectMapper().readValue("\"" + written(text) + "\"", String.class))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void theLengthIsThatOfWhatIsWritten(String text) throws IOException {
        assertThat(JsonText.escapedBytes(text.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(written(text).getBytes(StandardCharsets.UTF_8).length);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void theQuotedLengthIsThatOfWhatIsWrittenWithQuotes(String text) throws IOException {
        Buffer buffer = new Buffer();
        JsonText.writeQuoted(text, buffer);

        assertThat(JsonText.quotedBytes(text)).isEqualTo(buffer.size());
    }

    private static String written(String text) throws IOException {
        Buffer buffer = new Buffer();
        JsonText.write(text.getBytes(StandardCharsets.UTF_8), buffer);
        return buffer.readUtf8();
    }
}
