package io.pinpipe.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.clean.CleanGeo.CoordinateOrder;
import io.pinpipe.internal.CleanJson;
import io.pinpipe.json.PostJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesCleanerTest {

    private static final String ID = "fbe53c66-3442-4773-b19e-d3ec6f54dddf";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream dropped = new ByteArrayOutputStream();

    @Test
    void aPinBecomesACleanLine() throws IOException {
        clean(Kind.PIN, raw(7, "No Title Data Available") + "\n");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(cleanPin(7, null) + "\n");
    }

    @Test
    void aPlaceBecomesACleanLine() throws IOException {
        String geo = "{\"ind\": 7, \"timestamp\": \"2020-08-28 03:52:47\", \"latitude\": -89.9787,"
                + " \"longitude\": -173.293, \"country\": \"Albania\"}";
        clean(Kind.GEO, geo);

        assertThat(out)
                .hasToString("{\"ind\":7,\"country\":\"Albania\",\"coordinates\":[-89.9787,-173.293],"
                        + "\"timestamp\":\"2020-08-28T03:52:47\"}\n");
    }

    @Test
    void aPlaceHasItsLongitudeFirstWhenAskedFor() throws IOException {
        String geo = "{\"ind\":7,\"timestamp\":\"2020-08-28T03:52:47\",\"latitude\":-89.9787,"
                + "\"longitude\":-173.293,\"country\":null}";
        run(JsonLinesCleaner.builder(Kind.GEO).coordinateOrder(CoordinateOrder.LONG_LAT), geo);

        assertThat(out)
                .hasToString("{\"ind\":7,\"country\":null,\"coordinates\":[-173.293,-89.9787],"
                        + "\"timestamp\":\"2020-08-28T03:52:47\"}\n");
    }

    @Test
    void aUserBecomesACleanLine() throws IOException {
        clean(
                Kind.USER,
                "{\"ind\":7,\"first_name\":\"Abigail\",\"last_name\":\"Ali\",\"age\":\"20\","
                        + "\"date_joined\":\"2015-10-24T11:23:51.000Z\"}");

        assertThat(out)
                .hasToString("{\"ind\":7,\"user_name\":\"Abigail Ali\",\"age\":20,"
                        + "\"date_joined\":\"2015-10-24T11:23:51\"}\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void manyMegabytesKeepTheirOrderOnAnyNumberOfThreads(int threads) throws IOException {
        int rows = 40_000;
        List<String> titles = IntStream.range(0, rows)
                .mapToObj(i -> i % 50 == 0 ? "None" : "title " + i + "x".repeat(i % 700))
                .toList();
        StringBuilder in = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            in.append(raw(i, titles.get(i))).append('\n');
            expected.append(cleanPin(i, i % 50 == 0 ? null : titles.get(i))).append('\n');
        }

        CleaningSummary summary = run(JsonLinesCleaner.builder(Kind.PIN).threads(threads), in.toString());

        assertThat(out.toString(StandardCharsets.UTF_8).equals(expected.toString()))
                .isTrue();
        assertThat(summary.kept()).isEqualTo(rows);
        assertThat(summary.notes().get("title")).containsEntry("missing", rows / 50L);
    }

    @Test
    void theFirstOfSeveralSameRowsIsKeptHoweverFarApartTheyAre() throws IOException {
        StringBuilder in = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 5_000; i++) {
                in.append(raw(i, "None")).append('\n');
                if (round == 0) {
                    expected.append(cleanPin(i, null)).append('\n');
                }
            }
            in.append(raw(9_000 + round, "new in this round")).append('\n');
            expected.append(cleanPin(9_000 + round, "new in this round")).append('\n');
        }

        CleaningSummary summary = clean(Kind.PIN, in.toString());

        assertThat(out.toString(StandardCharsets.UTF_8).equals(expected.toString()))
                .isTrue();
        assertThat(summary.dropped()).isEqualTo(Map.of("duplicate", 10_000L));
        assertThat(summary.notes().get("title")).containsEntry("missing", 5_000L);
        assertThat(dropped.size()).isZero();
    }

    @Test
    void theSameRowInAnotherSpellingIsADuplicate() throws IOException {
        String plain = raw(7, "Cake");
        String reordered =
                "{\"value\":{\"category\":\"art\"," + plain.substring(1).replace(",\"category\":\"art\"", "") + "}";

        CleaningSummary summary =
                clean(Kind.PIN, plain + '\n' + reordered + '\n' + plain.replace("Cake", "\\u0043ake"));

        assertThat(summary.kept()).isEqualTo(1);
        assertThat(summary.dropped()).containsEntry("duplicate", 2L);
    }

    @Test
    void duplicatesAreKeptWhenAskedFor() throws IOException {
        String row = raw(7, "T") + "\n";

        CleaningSummary summary = run(JsonLinesCleaner.builder(Kind.PIN).keepDuplicates(true), row.repeat(3));

        assertThat(out).hasToString((cleanPin(7, "T") + "\n").repeat(3));
        assertThat(summary.kept()).isEqualTo(3);
    }

    @Test
    void aLineThatCannotBeCleanedIsSetAsideWithItsNumberAndReason() throws IOException {
        CleaningSummary summary = clean(
                Kind.PIN,
                raw(1, "T") + "\nnot json\n\"\"\n" + raw(2, "T").replace(ID, "7") + "\n{\"age\":5}\n" + raw(3, "T"));

        assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactly(cleanPin(1, "T"), cleanPin(3, "T"));
        List<Map<String, Object>> lines = droppedLines();
        assertThat(lines).extracting(line -> line.get("line")).containsExactly(2, 3, 4, 5);
        assertThat(lines)
                .extracting(line -> line.get("reason"))
                .containsExactly("not-json", "empty", "unique_id not-a-uuid", "wrong-kind");
        assertThat(lines)
                .extracting(line -> line.get("raw"))
                .containsExactly("not json", "\"\"", raw(2, "T").replace(ID, "7"), "{\"age\":5}");
        assertThat(lines.get(2)).containsEntry("detail", "unique_id was 7");
        assertThat(summary.dropped())
                .isEqualTo(Map.of("not-json", 1L, "empty", 1L, "unique_id not-a-uuid", 1L, "wrong-kind", 1L));
        assertThat(summary.rows()).isEqualTo(6);
    }

    @Test
    void aLineNumberCountsAllLinesOfManyChunks() throws IOException {
        StringBuilder in = new StringBuilder();
        for (int i = 1; i <= 30_000; i++) {
            in.append(i % 10_000 == 0 ? "oops" : raw(i, "T")).append(i % 3 == 0 ? "\r\n" : "\n");
        }
        clean(Kind.PIN, in.toString());

        assertThat(droppedLines()).extracting(line -> line.get("line")).containsExactly(10_000, 20_000, 30_000);
    }

    @Test
    void blankLinesAreSkippedButNumbered() throws IOException {
        CleaningSummary summary = clean(Kind.PIN, "\n \r\n\t\n" + raw(1, "T") + "\n\nx\n\n");

        assertThat(summary.rows()).isEqualTo(2);
        assertThat(droppedLines()).extracting(line -> line.get("line")).containsExactly(6);
    }

    @Test
    void carriageReturnsAndAMissingLastLineFeedMakeNoDifference() throws IOException {
        clean(Kind.PIN, raw(1, "T") + "\r\n" + raw(2, "T") + " \r\n" + raw(3, "T"));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(cleanPin(1, "T") + '\n' + cleanPin(2, "T") + '\n' + cleanPin(3, "T") + '\n');
    }

    @Test
    void moreBehindTheObjectMakesALineMalformed() throws IOException {
        clean(Kind.PIN, raw(1, "T") + " " + raw(2, "T") + "\n" + raw(3, "T"));

        assertThat(out).hasToString(cleanPin(3, "T") + "\n");
        assertThat(droppedLines()).extracting(line -> line.get("reason")).containsExactly("not-json");
    }

    @Test
    void aLineThatIsNotUtf8IsSetAsideByteForByte() throws IOException {
        byte[] line = raw(1, "caf\u00e9").getBytes(StandardCharsets.ISO_8859_1);

        run(JsonLinesCleaner.builder(Kind.PIN), new ByteArrayInputStream(line));

        assertThat(droppedLines()).hasSize(1);
        assertThat(droppedLines().get(0).get("reason")).isEqualTo("not-json");
        assertThat(Base64.getDecoder().decode((String) droppedLines().get(0).get("raw_base64")))
                .isEqualTo(line);
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheFirstLine() throws IOException {
        clean(Kind.PIN, "\ufeff" + raw(1, "T") + "\n" + raw(2, "T"));

        assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactly(cleanPin(1, "T"), cleanPin(2, "T"));
    }

    @Test
    void aLineOfManyMegabytesIsCleaned() throws IOException {
        String title = "long ".repeat(2_000_000);

        clean(Kind.PIN, raw(1, "T") + '\n' + raw(2, title) + '\n' + raw(3, "T"));

        assertThat(out.toString(StandardCharsets.UTF_8)
                        .equals(cleanPin(1, "T") + '\n' + cleanPin(2, title) + '\n' + cleanPin(3, "T") + '\n'))
                .isTrue();
    }

    @Test
    void aLineThatIsTooLongIsDroppedAndTheNextOneIsNot() throws IOException {
        InputStream tooLong = new RepeatedByte('x', JsonLinesCleaner.MAX_LINE_BYTES + 1L);
        InputStream in = new SequenceInputStream(
                new SequenceInputStream(input(raw(1, "T") + '\n'), tooLong), input('\n' + raw(2, "T") + '\n'));

        CleaningSummary summary = run(JsonLinesCleaner.builder(Kind.PIN), in);

        assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactly(cleanPin(1, "T"), cleanPin(2, "T"));
        assertThat(summary.dropped()).isEqualTo(Map.of("too-long", 1L));
        assertThat(droppedLines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .isEqualTo(Map.of(
                                "line", 2, "reason", "too-long", "detail", "the line is longer than 33554432 bytes")));
    }

    @Test
    void aLineOfTheLargestLengthIsNotTooLong() throws IOException {
        InputStream longest = new RepeatedByte('x', JsonLinesCleaner.MAX_LINE_BYTES);

        CleaningSummary summary =
                run(JsonLinesCleaner.builder(Kind.PIN), new SequenceInputStream(longest, input('\n' + raw(2, "T"))));

        assertThat(summary.dropped()).isEqualTo(Map.of("not-json", 1L));
    }

    @Test
    void anEmptyStreamGivesNothing() throws IOException {
        assertThat(clean(Kind.PIN, "").rows()).isZero();
        assertThat(out.size()).isZero();
    }

    @Test
    void aRowIsWrittenBeforeTheStreamEnds() throws Exception {
        PipedOutputStream source = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(source);
        CountDownLatch written = new CountDownLatch(1);
        OutputStream signalling = new OutputStream() {
            @Override
            public void write(int b) {
                out.write(b);
            }

            @Override
            public void flush() {
                if (out.size() > 0) {
                    written.countDown();
                }
            }
        };
        CompletableFuture<CleaningSummary> run = CompletableFuture.supplyAsync(() -> {
            try {
                return JsonLinesCleaner.builder(Kind.PIN).build().clean(in, signalling, dropped);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        source.write((raw(1, "T") + "\n").getBytes(StandardCharsets.UTF_8));
        source.flush();

        assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
        source.close();
        assertThat(run.get(30, TimeUnit.SECONDS).kept()).isEqualTo(1);
    }

    @Test
    void anInputThatFailsEndsTheRunWithItsFailure() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };

        assertThatThrownBy(() ->
                        run(JsonLinesCleaner.builder(Kind.PIN), new SequenceInputStream(input(raw(1, "T")), failing)))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is gone");
    }

    @Test
    void anOutputThatFailsEndsTheRunWithItsFailure() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        InputStream endless = new RepeatedByte('\n', Long.MAX_VALUE);

        assertThatThrownBy(() -> JsonLinesCleaner.builder(Kind.PIN)
                        .build()
                        .clean(new SequenceInputStream(input(raw(1, "T") + '\n'), endless), full, dropped))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
    }

    @Test
    void anInterruptEndsTheRunAndKeepsTheFlag() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> clean(Kind.PIN, raw(1, "T"))).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void lessThanOneThreadIsRefused() {
        assertThatThrownBy(() -> JsonLinesCleaner.builder(Kind.PIN).threads(0).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must be at least 1, not 0");
    }

    private CleaningSummary clean(Kind kind, String in) throws IOException {
        return run(JsonLinesCleaner.builder(kind), in);
    }

    private CleaningSummary run(JsonLinesCleaner.Builder builder, String in) throws IOException {
        return run(builder, input(in));
    }

    private CleaningSummary run(JsonLinesCleaner.Builder builder, InputStream in) throws IOException {
        return builder.build().clean(in, out, dropped);
    }

    private List<Map<String, Object>> droppedLines() throws IOException {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (String line : dropped.toString(StandardCharsets.UTF_8).lines().toList()) {
            lines.add(JSON.readValue(line, new TypeReference<Map<String, Object>>() {}));
        }
        return lines;
    }

    private static InputStream input(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String raw(long index, String title) {
        Pin pin =
                new Pin(index, ID, title, "D…", "P", "124k", "a,b", "image", "i", 1, "Local save in /data/art", "art");
        return new String(PostJson.encode(pin), StandardCharsets.UTF_8);
    }

    private static String cleanPin(long ind, @Nullable String title) {
        CleanPin pin = new CleanPin(ind, ID, title, "D…", 124_000L, "P", "a,b", "image", "i", "/data/art", "art");
        return new String(CleanJson.encode(pin), StandardCharsets.UTF_8);
    }

    /** Repeats a byte. */
    private static final class RepeatedByte extends InputStream {

        private final byte value;
        private long left;

        RepeatedByte(char value, long count) {
            this.value = (byte) value;
            this.left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? value : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            Objects.checkFromIndexSize(from, length, into.length);
            int count = (int) Math.min(left, length);
            Arrays.fill(into, from, from + count, value);
            left -= count;
            return count == 0 ? -1 : count;
        }

        @Override
        public int available() {
            return (int) Math.min(left, Integer.MAX_VALUE);
        }
    }
}
