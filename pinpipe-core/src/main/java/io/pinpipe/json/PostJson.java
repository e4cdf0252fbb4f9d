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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of posts: one form that is written, every form of the wire that is read.
 *
 * <p>Written are compact objects in UTF-8 with the fields of {@link WireField#of}, in its order: numbers as numbers, a
 * null text as {@code null}, dates as {@code 2020-08-28T03:52:47} with a fraction only if it is not zero, coordinates in
 * their shortest decimal form.
 *
 * <p>Read are also fields in any order, unknown fields (skipped), numbers written as texts and texts written as numbers,
 * {@code index} and {@code ind} in each other's place, and dates with a blank or {@code T}, as
 * {@code 2020:08:28 03:52:47}, as {@code 08/28/2020, 03:52:47}, with a fraction, and with an offset of zero. A text that
 * is missing is null; a number or date that is missing is an error. Of a field that stands twice the last one counts.
 *
 * <p>All methods are safe for use by many threads.
 */
public final class PostJson {

    /** Bytes that a thread's buffer starts with; most posts fit. */
    private static final int FIRST_BUFFER_BYTES = 8 * 1024;

    /** Largest buffer that a thread keeps between two posts, unless memory runs short. */
    private static final int KEPT_BUFFER_BYTES = 256 * 1024;

    // Softly, so that a thread which outlives this class does not hold it.
    private static final ThreadLocal<@Nullable SoftReference<JsonBytes>> BUFFER = new ThreadLocal<>();

    /** Longest text that is read: {@value} characters, as many as a line of the cleaner may have bytes. */
    static final int TEXT_LENGTH_MAX = 32 << 20;

    /** Reads all that is read here; Jackson by itself ends at texts of 20,000,000 characters. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(TEXT_LENGTH_MAX)
                    .build())
            .build();

    private PostJson() {}

    /**
     * Writes an event in the canonical form.
     *
     * @param event the event
     * @return the JSON object in UTF-8; a new array
     * @throws InvalidPostException when a coordinate is NaN or infinite, or a text holds half a surrogate pair; it names
     *     the field and the index
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
     * Reads an event of a known kind.
     *
     * @param kind which kind the object is
     * @param json a document that holds one JSON object and nothing else
     * @return a {@link Pin}, {@link Geo} or {@link User}
     * @throws InvalidPostException when the document is not one JSON object, or a field is missing or cannot be read; it
     *     names the field, its value and the index, as far as they are known
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
     * Reads an event of a known kind from a tree, such as a part of a larger document.
     *
     * @param kind which kind the object is
     * @param json a JSON object
     * @return a {@link Pin}, {@link Geo} or {@link User}
     * @throws InvalidPostException as {@link #decode(Kind, byte[])} does
     */
    public static PostEvent decode(Kind kind, JsonNode json) {
        try (JsonParser parser = json.traverse()) {
            return PostReader.document(kind, parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a pin.
     *
     * @param json a document that holds one JSON object and nothing else
     * @return the pin
     * @throws InvalidPostException as {@link #decode(Kind, byte[])} does
     */
    public static Pin decodePin(byte[] json) {
        return (Pin) decode(Kind.PIN, json);
    }

    /**
     * Reads a place and time.
     *
     * @param json a document that holds one JSON object and nothing else
     * @return the place and time
     * @throws InvalidPostException as {@link #decode(Kind, byte[])} does
     */
    public static Geo decodeGeo(byte[] json) {
        return (Geo) decode(Kind.GEO, json);
    }

    /**
     * Reads a user.
     *
     * @param json a document that holds one JSON object and nothing else
     * @return the user
     * @throws InvalidPostException as {@link #decode(Kind, byte[])} does
     */
    public static User decodeUser(byte[] json) {
        return (User) decode(Kind.USER, json);
    }

    /**
     * Reads a date in any of the forms that posts are read with, such as {@code 2020-08-28 03:52:47}.
     *
     * @param text the date, with or without white space around it
     * @return the date and time, without a zone
     * @throws DateTimeException when the text is no such form, or names a day or time that does not exist
     */
    public static LocalDateTime parseDate(String text) {
        return WireDates.parse(text);
    }

    /**
     * Gives an {@code ObjectMapper} the same form: {@code mapper.writeValueAsBytes(event)} equals {@link #encode}, pins,
     * places and users are read as {@link #decode(Kind, byte[])} reads them, and a {@link LocalDateTime} in any
     * bean is written and read like the dates of posts. Needs Jackson 2.15 or later.
     *
     * <p>What cannot be written or read is thrown as Jackson's {@code JsonMappingException}. Register this module after
     * others that handle {@code LocalDateTime}.
     *
     * @return a new module
     */
    public static Module module() {
        return new PostModule();
    }
}
