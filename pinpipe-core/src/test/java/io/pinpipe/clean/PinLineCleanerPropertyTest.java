package io.pinpipe.clean;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.clean.Cleaned.Kept;
import io.pinpipe.internal.CleanJson;
import io.pinpipe.internal.JsonBytes;
import io.pinpipe.json.Decoded;
import io.pinpipe.json.PostJson;
import io.pinpipe.json.RecordDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Compares cleaning from bytes to bytes with cleaning of records, the reference. */
class PinLineCleanerPropertyTest {

    private static final String ID = "fbe53c66-3442-4773-b19e-d3ec6f54dddf";

    private final PinLineCleaner lines = new PinLineCleaner();

    @Property
    void aPinInTheWireFormIsTakenAndCleanedAsARecordIs(@ForAll("pins") Pin pin) {
        byte[] line = PostJson.encode(pin);

        assertThat(fast(line)).isEqualTo(general(line));
    }

    @Property
    void aPinIsTakenHoweverItsTextsAreSpelled(@ForAll("pins") Pin pin, @ForAll Random random) {
        byte[] line = spelled(pin, random);

        assertThat(fast(line)).isEqualTo(general(line));
    }

    @Property(tries = 5_000)
    void aDamagedLineIsTakenOnlyIfTheGeneralWayGivesTheSame(
            @ForAll("pins") Pin pin, @ForAll byte with, @ForAll int where, @ForAll @IntRange(max = 2) int cut) {
        byte[] line = PostJson.encode(pin);
        line[Math.floorMod(where, line.length)] = with;

        assertNoDisagreement(Arrays.copyOf(line, line.length - cut));
    }

    @Property(tries = 5_000)
    void aLineWithAPieceLeftOutIsTakenOnlyIfTheGeneralWayGivesTheSame(
            @ForAll("pins") Pin pin, @ForAll int where, @ForAll @IntRange(min = 1, max = 30) int count) {
        String line = new String(PostJson.encode(pin), StandardCharsets.UTF_8);
        int from = Math.floorMod(where, line.length());
        int to = Math.min(line.length(), from + count);

        assertNoDisagreement((line.substring(0, from) + line.substring(to)).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 5_000)
    void aLineWithBytesPutInIsTakenOnlyIfTheGeneralWayGivesTheSame(
            @ForAll("pins") Pin pin, @ForAll int where, @ForAll("awkward") byte[] piece) {
        byte[] line = PostJson.encode(pin);
        int at = Math.floorMod(where, line.length);
        byte[] longer = new byte[line.length + piece.length];
        System.arraycopy(line, 0, longer, 0, at);
        System.arraycopy(piece, 0, longer, at, piece.length);
        System.arraycopy(line, at, longer, at + piece.length, line.length - at);

        assertNoDisagreement(longer);
    }

    private void assertNoDisagreement(byte[] line) {
        Result fast = fast(line);
        if (fast != null) {
            assertThat(fast).isEqualTo(general(line));
        }
    }

    /** The result for a line, or null when it was rejected, or not consumed to its end. */
    private @Nullable Result fast(byte[] line) {
        // Surround the line with other bytes, as in a chunk.
        byte[] chunk = new byte[line.length + 20];
        Arrays.fill(chunk, (byte) '"');
        System.arraycopy(line, 0, chunk, 7, line.length);
        JsonBytes out = new JsonBytes(new byte[16]);
        long rules = lines.clean(chunk, 7, 7 + line.length, out);
        boolean taken = rules != PinLineCleaner.NOT_TAKEN && lines.end() == 7 + line.length;
        return taken ? new Result(new String(out.toByteArray(), StandardCharsets.UTF_8), rules) : null;
    }

    private static @Nullable Result general(byte[] line) {
        Decoded decoded = RecordDecoder.decode(Kind.PIN, line);
        if (decoded instanceof Decoded.Event event
                && new PostCleaner().clean((Pin) event.event()) instanceof Kept<CleanPin> kept) {
            long rules =
                    kept.notes().stream().mapToLong(note -> note.rule().bit()).sum();
            return new Result(new String(CleanJson.encode(kept.value()), StandardCharsets.UTF_8), rules);
        }
        return null;
    }

    private record Result(String clean, long rules) {}

    /** Formats the pin as JSON in the usual format, with random whitespace and random escapes. */
    private static byte[] spelled(Pin pin, Random random) {
        String blank = " ".repeat(random.nextInt(2));
        StringBuilder line = new StringBuilder("{" + blank + "\"index\":" + blank + pin.index());
        spell(line, blank, "unique_id", pin.uniqueId(), random);
        spell(line, blank, "title", pin.title(), random);
        spell(line, blank, "description", pin.description(), random);
        spell(line, blank, "poster_name", pin.posterName(), random);
        spell(line, blank, "follower_count", pin.followerCount(), random);
        spell(line, blank, "tag_list", pin.tagList(), random);
        spell(line, blank, "is_image_or_video", pin.isImageOrVideo(), random);
        spell(line, blank, "image_src", pin.imageSrc(), random);
        line.append(blank).append(",\"downloaded\":").append(pin.downloaded());
        spell(line, blank, "save_location", pin.saveLocation(), random);
        spell(line, blank, "category", pin.category(), random);
        return line.append(blank).append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void spell(StringBuilder line, String blank, String field, @Nullable String text, Random random) {
        line.append(',')
                .append(blank)
                .append('"')
                .append(field)
                .append('"')
                .append(blank)
                .append(':')
                .append(blank);
        if (text == null) {
            line.append("null");
            return;
        }
        line.append('"');
        boolean ascii = random.nextBoolean();
        text.chars().forEach(c -> {
            int shortest = "\"\\/\b\f\n\r\t".indexOf(c);
            if (shortest >= 0 && random.nextInt(4) > 0) {
                line.append('\\').append("\"\\/bfnrt".charAt(shortest));
            } else if (c < ' '
                    || c == '"'
                    || c == '\\'
                    || (ascii && c > '~')
                    || random.nextInt(50) == 0 && !Character.isSurrogate((char) c)) {
                String hex = HexFormat.of().toHexDigits((char) c);
                line.append("\\u").append(random.nextBoolean() ? hex : hex.toUpperCase(Locale.ROOT));
            } else {
                line.append((char) c);
            }
        });
        line.append('"');
    }

    @Provide
    Arbitrary<Pin> pins() {
        Arbitrary<Long> indexes = Arbitraries.longs().between(0, 999_999_999_999_999_999L);
        Arbitrary<Integer> downloaded = Arbitraries.integers().between(0, 999_999_999);
        Arbitrary<String> ids = Arbitraries.of(ID, "0A1D8948-160F-4B6A-8F2E-000000000000");
        return Combinators.combine(indexes, ids, CleanTexts.texts().list().ofSize(9), downloaded)
                .as((index, id, t, d) -> new Pin(
                        index, id, t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5), t.get(6), d, t.get(7),
                        t.get(8)));
    }

    @Provide
    Arbitrary<byte[]> awkward() {
        return Arbitraries.of(
                        "\\",
                        "\\u",
                        "\\u00",
                        "\\ud83d",
                        "\\udd0d",
                        "\\ud83e\\udd0d",
                        "\\x",
                        "\\/",
                        "\"",
                        ",",
                        "}",
                        "{",
                        ":",
                        " ",
                        "\t",
                        "\n",
                        "\r",
                        "0",
                        "1",
                        "-",
                        ".",
                        "null",
                        "\u0000",
                        "\u001f",
                        "\u007f",
                        "é",
                        "…",
                        "🤍",
                        "\ufeff",
                        "\"title\":\"x\",",
                        "12345678901234567890")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }
}
