package io.pinpipe.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.pinpipe.PostEvent;
import io.pinpipe.internal.WireDates;
import io.pinpipe.internal.WireField;
import java.io.IOException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Writes the fields of a post to a Jackson generator. */
final class GeneratorSink implements FieldSink<IOException> {

    private final JsonGenerator out;
    private final PostEvent event;

    GeneratorSink(JsonGenerator out, PostEvent event) {
        this.out = out;
        this.event = event;
    }

    @Override
    public void integer(WireField field, long value) throws IOException {
        out.writeNumberField(field.wireName(), value);
    }

    @Override
    public void decimal(WireField field, double value) throws IOException {
        out.writeNumberField(field.wireName(), value);
    }

    @Override
    public void text(WireField field, @Nullable String value) throws IOException {
        if (value == null) {
            out.writeNullField(field.wireName());
        } else {
            Texts.requireWhole(event, field, value);
            out.writeFieldName(field.wireName());
            if (out.getHighestEscapedChar() == 0 && Texts.hasPairs(value)) {
                // Jackson's byte generator writes surrogate pairs as two escapes, except in texts passed in this form.
                out.writeString(new SerializedString(value));
            } else {
                out.writeString(value);
            }
        }
    }

    @Override
    public void date(WireField field, LocalDateTime value) throws IOException {
        out.writeStringField(field.wireName(), WireDates.format(value));
    }
}
