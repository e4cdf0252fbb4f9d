package io.pinpipe.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Kind;
import io.pinpipe.PostEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RecordDecoderPropertyTest {

    @Property
    void whateverIsWrappedAroundAnEventTheEventComesOut(
            @ForAll("events") PostEvent event, @ForAll("wrappings") List<UnaryOperator<byte[]>> wrappings) {
        byte[] record = PostJson.encode(event);
        for (UnaryOperator<byte[]> wrapping : wrappings) {
            record = wrapping.apply(record);
        }

        assertThat(RecordDecoder.decode(event.kind(), record)).isEqualTo(new Decoded.Event(event));
        assertThat(RecordDecoder.decode(record)).isEqualTo(new Decoded.Event(event));
    }

    @Property
    void noBytesMakeItThrow(@ForAll Kind kind, @ForAll byte[] record) {
        assertThat(RecordDecoder.decode(kind, record)).isNotNull();
        assertThat(RecordDecoder.decode(record)).isNotNull();
    }

    @Property
    void noDamageToARecordMakesItThrow(
            @ForAll("events") PostEvent event,
            @ForAll("wrappings") List<UnaryOperator<byte[]>> wrappings,
            @ForAll byte with,
            @ForAll int where) {
        byte[] record = PostJson.encode(event);
        for (UnaryOperator<byte[]> wrapping : wrappings) {
            record = wrapping.apply(record);
        }
        record[Math.floorMod(where, record.length)] = with;

        assertThat(RecordDecoder.decode(event.kind(), record)).isNotNull();
        assertThat(RecordDecoder.decode(record)).isNotNull();
    }

    @Provide
    Arbitrary<PostEvent> events() {
        return ArbitraryPosts.events();
    }

    @Provide
    Arbitrary<List<UnaryOperator<byte[]>>> wrappings() {
        return Arbitraries.<UnaryOperator<byte[]>>of(
                        record -> join("{\"value\":", record, "}"),
                        record -> join("[{\"value\":", record, "}]"),
                        record -> join("[", record, "]"),
                        record -> join(" ", record, "\r\n"),
                        Base64.getEncoder()::encode,
                        Base64.getUrlEncoder()::encode)
                .list()
                .ofMaxSize(3);
    }

    private static byte[] join(String before, byte[] record, String after) {
        String text = new String(record, StandardCharsets.UTF_8);
        boolean json = text.strip().startsWith("{") || text.strip().startsWith("[");
        String value = json || before.isBlank() ? text : '"' + text.strip() + '"';
        return (before + value + after).getBytes(StandardCharsets.UTF_8);
    }
}
