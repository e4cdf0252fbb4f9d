package io.pinpipe.json;

import io.pinpipe.PostEvent;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the fields of one post as a JSON object. */
final class BytesSink implements FieldSink<RuntimeException> {

    private static final Map<WireField, byte[]> KEYS = keys();

    private final JsonBytes out;
    private final PostEvent event;
    private char before = '{';

    private BytesSink(JsonBytes out, PostEvent event) {
        this.out = out;
        this.event = event;
    }

    static void write(PostEvent event, JsonBytes out) {
        PostWriter.write(event, new BytesSink(out, event));
        out.put('}');
    }

    @Override
    public void integer(WireField field, long value) {
        key(field);
        out.integer(value);
    }

    @Override
    public void decimal(WireField field, double value) {
        key(field);
        out.decimal(value);
    }

    @Override
    public void text(WireField field, @Nullable String value) {
        key(field);
        if (value == null) {
            out.nothing();
        } else if (out.text(value)) {
            Texts.requireWhole(event, field, value);
        }
    }

    @Override
    public void date(WireField field, LocalDateTime value) {
        key(field);
        out.date(value);
    }

    private void key(WireField field) {
        out.put(before);
        before = ',';
        out.raw(Objects.requireNonNull(KEYS.get(field)));
    }

    private static Map<WireField, byte[]> keys() {
        Map<WireField, byte[]> keys = new EnumMap<>(WireField.class);
        for (WireField field : WireField.values()) {
            keys.put(field, ("\"" + field.wireName() + "\":").getBytes(StandardCharsets.US_ASCII));
        }
        return keys;
    }
}
