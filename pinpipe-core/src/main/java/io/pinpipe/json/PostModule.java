package io.pinpipe.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.pinpipe.Geo;
import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.PostEvent;
import io.pinpipe.User;
import io.pinpipe.internal.WireDates;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Jackson data binding for posts and their dates. */
final class PostModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    PostModule() {
        super("pinpipe");
        addSerializer(PostEvent.class, new EventSerializer());
        addDeserializer(Pin.class, new EventDeserializer<>(Pin.class, Kind.PIN));
        addDeserializer(Geo.class, new EventDeserializer<>(Geo.class, Kind.GEO));
        addDeserializer(User.class, new EventDeserializer<>(User.class, Kind.USER));
        addSerializer(LocalDateTime.class, new DateSerializer());
        addDeserializer(LocalDateTime.class, new DateDeserializer());
    }

    private static final class EventSerializer extends StdSerializer<PostEvent> {

        private static final long serialVersionUID = 1L;

        EventSerializer() {
            super(PostEvent.class);
        }

        @Override
        public void serialize(PostEvent event, JsonGenerator out, SerializerProvider provider) throws IOException {
            try {
                out.writeStartObject(event);
                PostWriter.write(event, new GeneratorSink(out, event));
                out.writeEndObject();
            } catch (InvalidPostException e) {
                throw JsonMappingException.from(out, e.getMessage(), e);
            }
        }
    }

    private static final class EventDeserializer<T extends PostEvent> extends StdDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final Class<T> type;
        private final Kind kind;

        EventDeserializer(Class<T> type, Kind kind) {
            super(type);
            this.type = type;
            this.kind = kind;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.isExpectedStartObjectToken()) {
                return type.cast(context.handleUnexpectedToken(type, parser));
            }
            try {
                return type.cast(PostReader.object(kind, parser));
            } catch (InvalidPostException e) {
                throw JsonMappingException.from(parser, e.getMessage(), e);
            }
        }
    }

    private static final class DateSerializer extends StdSerializer<LocalDateTime> {

        private static final long serialVersionUID = 1L;

        DateSerializer() {
            super(LocalDateTime.class);
        }

        @Override
        public void serialize(LocalDateTime date, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(WireDates.format(date));
        }
    }

    private static final class DateDeserializer extends StdDeserializer<LocalDateTime> {

        private static final long serialVersionUID = 1L;

        DateDeserializer() {
            super(LocalDateTime.class);
        }

        @Override
        public @Nullable LocalDateTime deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (LocalDateTime) context.handleUnexpectedToken(LocalDateTime.class, parser);
            }
            String text = parser.getText();
            try {
                return WireDates.parse(text);
            } catch (DateTimeException e) {
                return (LocalDateTime) context.handleWeirdStringValue(
                        LocalDateTime.class, text, "it is not a date such as 2020-08-28T03:52:47");
            }
        }
    }
}
