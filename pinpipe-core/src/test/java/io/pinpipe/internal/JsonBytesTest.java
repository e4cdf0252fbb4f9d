package io.pinpipe.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of every length and kind, including at chunk boundaries, compared with Jackson's output. */
class JsonBytesTest {

    private static final ObjectMapper JACKSON = new ObjectMapper();

    static Stream<String> marks() {
        return Stream.of(
                "", "\"", "\\", "\n", "\u0000", "\u001F", " ", "!", "~", "\u007F", "\u0080", "é", "ÿ", "Ā", "\u07FF",
                "…", "\uFFFF", "😀", "??");
    }

    @ParameterizedTest
    @MethodSource("marks")
    void aCharacterIsWrittenAsJacksonWritesItWhereverItStands(String mark) {
        for (int before = 0; before < 70; before++) {
            for (int after : new int[] {0, 1, 7, 8, 31, 32, 60}) {
                String text = "a".repeat(before) + mark + "b".repeat(after);
                assertThat(written(text)).isEqualTo(expected(text));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("marks")
    void aTextOfManyPiecesIsWrittenAsJacksonWritesIt(String mark) {
        IntStream.rangeClosed(TextEncoder.PIECE - 3, TextEncoder.PIECE + 3).forEach(before -> {
            String text = "a".repeat(before) + mark.repeat(TextEncoder.PIECE) + "b".repeat(before);
            assertThat(written(text)).isEqualTo(expected(text));
        });
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 30, TextEncoder.PIECE - 2, TextEncoder.PIECE - 1, TextEncoder.PIECE, 2 * TextEncoder.PIECE})
    void halfASurrogatePairIsFoundWhereverItStands(int before) {
        for (String half : new String[] {"\uD83D", "\uDE00", "\uD83D\uD83D", "\uDE00\uD83D"}) {
            assertThat(new JsonBytes(new byte[4]).text("a".repeat(before) + half))
                    .isFalse();
            assertThat(new JsonBytes(new byte[4]).text("a".repeat(before) + half + "b".repeat(50)))
                    .isFalse();
        }
    }

    @Test
    void textsAreWrittenOneBehindTheOther() {
        JsonBytes out = new JsonBytes(new byte[0]);

        out.text("a long one, that is more than a few characters");
        out.put(',');
        out.text("ö");
        out.text("");

        assertThat(new String(out.toByteArray(), StandardCharsets.UTF_8))
                .isEqualTo("\"a long one, that is more than a few characters\",\"ö\"\"\"");
    }

    private static String written(String text) {
        JsonBytes out = new JsonBytes(new byte[8]);
        assertThat(out.text(text)).isTrue();
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }

    private static String expected(String text) {
        try {
            return JACKSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
