package io.pinpipe.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.Module;
import io.pinpipe.Geo;
import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.PostEvent;
import io.pinpipe.User;
import io.pinpipe.internal.JsonBytes;
import io.pinpipe.internal.WireDates;
import io.pinpipe.internal.WireField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The JSON format of posts: one canonical form that is written, and every form found on the wire that is read.
 *
 * <pre>{@code
 * byte[] json = PostJson.encode(pin);
 * Pin same = PostJson.decodePin(json);
 * }</pre>
 *
 * <p>Written: compact objects in UTF-8 with the fields of {@link WireField#of} in that order, numbers as numbers, null
 * texts as {@code null}, dates as {@code 2020-08-28T03:52:47} with a fraction only if it is not zero, coordinates as
 * their shortest decimals.
 *
 * <p>Also read: fields in any order, unknown fields (skipped), numbers written as texts and texts written as numbers,
 * {@code index} and {@code ind} interchangeably, and dates with a space or {@code T}, as {@code 2020:08:28 03:52:47},
 * as {@code 08/28/2020, 03:52:47}, with a fraction, and with an offset of zero. A missing text is null; a missing
 * number or date is an error. The last of duplicate fields wins.
 *
 * <p>Thread-safe.
 */
public final class PostJson {

    /** Initial size of a thread's buffer; most posts fit. */
    private static final int FIRST_BUFFER_BYTES = 8 * 1024;

    /** Largest buffer that a thread keeps between posts, memory permitting. */
    private static final int KEPT_BUFFER_BYTES = 256 * 1024;

    // Soft, so that a long-lived thread does not keep it in memory.
    private static final ThreadLocal<@Nullable SoftReference<JsonBytes>> BUFFER = new ThreadLocal<>();

    /** Maximum length of a text that is read: {@value} characters, as many as the cleaner's line limit has bytes. */
    static final int TEXT_LENGTH_MAX = 32 << 20;

    /** Parser factory with the raised limit; Jackson's default is 20,000,000 characters. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(TEXT_LENGTH_MAX)
                    .build())
            .build();

    private PostJson() {}

    /**
     * Encodes an event in the canonical form.
     *
     * @param event the event
     * @return the JSON object in UTF-8; a new array
     * @throws InvalidPostException when a coordinate is NaN or infinite, or a text contains an unpaired surrogate;
     *     names the field and the index
     */
    public static byte[] encode(PostEvent event) {
        JsonBytes out = buffer();
        BytesSink.write(event, out);
        byte[] json = out.toByteArray();
        if (out.buffer().length > KEPT_BUFFER_BYTES) {
            BUFFER.remove();
        }
        return json;
    }

    private static JsonBytes buffer() {
        SoftReference<JsonBytes> kept = BUFFER.get();
        JsonBytes buffer = kept == null ? null : kept.get();
        if (buffer == null) {
            buffer = new JsonBytes(new byte[FIRST_BUFFER_BYTES]);
            BUFFER.set(new SoftReference<>(buffer));
        }
        buffer.cut(0);
        return buffer;
    }

    /**
     * Decodes an event of a known kind.
     *
     * @param kind the kind of the object
     * @param json a document that contains exactly one JSON object
     * @return a {@link Pin}, {@link Geo} or {@link User}
     * @throws InvalidPostException when the document is not exactly one JSON object, or a field is missing or
     *     unreadable; names the field, its value and the index as far as they are known
     */
    public static PostEvent decode(Kind kind, byte[] json) {
        if (Texts.cannotBeUtf8(json)) {
            throw InvalidPostException.of(kind, null, "is not JSON: it is not UTF-8", null);
        }
        try (JsonParser parser = FACTORY.createParser(json)) {
            return PostReader.document(kind, parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Decodes an event of a known kind from a tree, such as part of a larger document.
     *
     * @param kind the kind of the object
     * @param json a JSON object
     * @return a {@link Pin}, {@link Geo} or {@link User}
     * @throws InvalidPostException like {@link #decode(Kind, byte[])}
     */
    public static PostEvent decode(Kind kind, JsonNode json) {
        try (JsonParser parser = json.traverse()) {
            return PostReader.document(kind, parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Decodes a pin.
     *
     * @param json a document that contains exactly one JSON object
     * @return the pin
     * @throws InvalidPostException like {@link #decode(Kind, byte[])}
     */
    public static Pin decodePin(byte[] json) {
        return (Pin) decode(Kind.PIN, json);
    }

    /**
     * Decodes a place and time.
     *
     * @param json a document that contains exactly one JSON object
     * @return the place and time
     * @throws InvalidPostException like {@link #decode(Kind, byte[])}
     */
    public static Geo decodeGeo(byte[] json) {
        return (Geo) decode(Kind.GEO, json);
    }

    /**
     * Decodes a user.
     *
     * @param json a document that contains exactly one JSON object
     * @return the user
     * @throws InvalidPostException like {@link #decode(Kind, byte[])}
     */
    public static User decodeUser(byte[] json) {
        return (User) decode(Kind.USER, json);
    }

    /**
     * Parses a date in any of the formats accepted in posts, such as {@code 2020-08-28 03:52:47}.
     *
     * @param text the date, with or without surrounding whitespace
     * @return the date and time, without a zone
     * @throws DateTimeException when the text has no such format, or names a day or time that does not exist
     */
    public static LocalDateTime parseDate(String text) {
        return WireDates.parse(text);
    }

    /**
     * Returns a Jackson module for the same format: {@code mapper.writeValueAsBytes(event)} equals {@link #encode},
     * pins, places and users are read like {@link #decode(Kind, byte[])} reads them, and a {@link LocalDateTime} in any
     * bean is written and read like the dates of posts. Needs Jackson 2.15 or later.
     *
     * <p>Errors are thrown as Jackson's {@code JsonMappingException}. Register this module after others that handle
     * {@code LocalDateTime}.
     *
     * @return a new module
     */
    public static Module module() {
        return new PostModule();
    }
}
