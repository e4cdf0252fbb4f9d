package io.pinpipe.json;

import io.pinpipe.PostEvent;
import io.pinpipe.internal.JsonBytes;
import io.pinpipe.internal.WireField;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Writes the fields of a post as a JSON object. */
final class BytesSink implements FieldSink<RuntimeException> {

    private final JsonBytes out;
    private final PostEvent event;

    private BytesSink(JsonBytes out, PostEvent event) {
        this.out = out;
        this.event = event;
    }

    static void write(PostEvent event, JsonBytes out) {
        PostWriter.write(event, new BytesSink(out, event));
        out.closeObject();
    }

    @Override
    public void integer(WireField field, long value) {
        field.begin(out);
        out.integer(value);
    }

    @Override
    public void decimal(WireField field, double value) {
        field.begin(out);
        out.decimal(value);
    }

    @Override
    public void text(WireField field, @Nullable String value) {
        field.begin(out);
        if (value == null) {
            out.nothing();
        } else if (!out.text(value)) {
            Texts.requireWhole(event, field, value);
        }
    }

    @Override
    public void date(WireField field, LocalDateTime value) {
        field.begin(out);
        out.date(value);
    }
}
