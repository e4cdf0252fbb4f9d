package io.pinpipe.internal;

import io.pinpipe.clean.CleanEvent;
import io.pinpipe.clean.CleanGeo;
import io.pinpipe.clean.CleanPin;
import io.pinpipe.clean.CleanUser;
import io.pinpipe.json.InvalidPostException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The JSON format of clean events: compact objects in UTF-8 with the columns of the clean table in order, numbers as
 * numbers, coordinates as an array of two numbers, dates as {@code 2020-08-28T03:52:47}, null as {@code null}.
 *
 * <p>Equal events have equal encodings. Thread-safe.
 */
public final class CleanJson {

    /** Sufficient for most events. */
    private static final int FIRST_BUFFER_BYTES = 1024;

    private static final byte[] IND = key("{", "ind");
    private static final byte[] UNIQUE_ID = key(",", "unique_id");
    private static final byte[] TITLE = key(",", "title");
    private static final byte[] DESCRIPTION = key(",", "description");
    private static final byte[] FOLLOWER_COUNT = key(",", "follower_count");
    private static final byte[] POSTER_NAME = key(",", "poster_name");
    private static final byte[] TAG_LIST = key(",", "tag_list");
    private static final byte[] IS_IMAGE_OR_VIDEO = key(",", "is_image_or_video");
    private static final byte[] IMAGE_SRC = key(",", "image_src");
    private static final byte[] SAVE_LOCATION = key(",", "save_location");
    private static final byte[] CATEGORY = key(",", "category");
    private static final byte[] COUNTRY = key(",", "country");
    private static final byte[] COORDINATES = key(",", "coordinates");
    private static final byte[] TIMESTAMP = key(",", "timestamp");
    private static final byte[] USER_NAME = key(",", "user_name");
    private static final byte[] AGE = key(",", "age");
    private static final byte[] DATE_JOINED = key(",", "date_joined");

    private CleanJson() {}

    /**
     * Encodes a clean event.
     *
     * @param event the event
     * @return the JSON object in UTF-8; a new array
     * @throws InvalidPostException when a coordinate is NaN or infinite, or a text contains an unpaired surrogate
     */
    public static byte[] encode(CleanEvent event) {
        JsonBytes out = new JsonBytes(new byte[FIRST_BUFFER_BYTES]);
        write(event, out);
        return out.toByteArray();
    }

    /** Appends a clean event; the caller truncates what a rejected one left behind. */
    public static void write(CleanEvent event, JsonBytes out) {
        out.raw(IND);
        out.integer(event.index());
        if (event instanceof CleanPin pin) {
            pin(pin, out);
        } else if (event instanceof CleanGeo geo) {
            geo(geo, out);
        } else {
            user((CleanUser) event, out);
        }
        out.put('}');
    }

    private static void pin(CleanPin pin, JsonBytes out) {
        text(pin, UNIQUE_ID, pin.uniqueId(), out);
        text(pin, TITLE, pin.title(), out);
        text(pin, DESCRIPTION, pin.description(), out);
        out.raw(FOLLOWER_COUNT);
        Long followers = pin.followerCount();
        if (followers == null) {
            out.nothing();
        } else {
            out.integer(followers);
        }
        text(pin, POSTER_NAME, pin.posterName(), out);
        text(pin, TAG_LIST, pin.tagList(), out);
        text(pin, IS_IMAGE_OR_VIDEO, pin.isImageOrVideo(), out);
        text(pin, IMAGE_SRC, pin.imageSrc(), out);
        text(pin, SAVE_LOCATION, pin.saveLocation(), out);
        text(pin, CATEGORY, pin.category(), out);
    }

    private static void geo(CleanGeo geo, JsonBytes out) {
        text(geo, COUNTRY, geo.country(), out);
        out.raw(COORDINATES);
        out.put('[');
        out.decimal(finite(geo, geo.coordinates().first()));
        out.put(',');
        out.decimal(finite(geo, geo.coordinates().second()));
        out.put(']');
        out.raw(TIMESTAMP);
        out.date(geo.timestamp());
    }

    private static void user(CleanUser user, JsonBytes out) {
        text(user, USER_NAME, user.userName(), out);
        out.raw(AGE);
        out.integer(user.age());
        out.raw(DATE_JOINED);
        out.date(user.dateJoined());
    }

    private static void text(CleanEvent event, byte[] key, @Nullable String text, JsonBytes out) {
        out.raw(key);
        if (text == null) {
            out.nothing();
        } else if (!out.text(text)) {
            throw invalid(event, name(key), "holds an unpaired surrogate, which UTF-8 cannot represent");
        }
    }

    private static double finite(CleanGeo geo, double value) {
        if (!Double.isFinite(value)) {
            throw invalid(geo, name(COORDINATES), "holds " + value + ", which JSON cannot represent");
        }
        return value;
    }

    private static InvalidPostException invalid(CleanEvent event, String field, String problem) {
        String message = "clean " + event.kind().label() + " " + event.index() + ": " + field + " " + problem;
        return new InvalidPostException(message, field, event.index(), null);
    }

    private static byte[] key(String before, String name) {
        return (before + '"' + name + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    private static String name(byte[] key) {
        return new String(key, 2, key.length - 4, StandardCharsets.US_ASCII);
    }
}
