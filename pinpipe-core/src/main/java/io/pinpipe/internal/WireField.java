package io.pinpipe.internal;

import io.pinpipe.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The fields of posts by their names on the wire, which are also the columns of the three tables.
 *
 * <p>Constants are declared in the order in which a kind's fields are written.
 */
public enum WireField {
    /** The post's index, in pins. */
    INDEX("index"),
    /** The post's index, in places and users. */
    IND("ind"),
    /** The pin's identifier. */
    UNIQUE_ID("unique_id"),
    /** The pin's title. */
    TITLE("title"),
    /** The pin's description. */
    DESCRIPTION("description"),
    /** The name of the pin's poster. */
    POSTER_NAME("poster_name"),
    /** The poster's follower count, as text. */
    FOLLOWER_COUNT("follower_count"),
    /** The pin's tags, as a single text. */
    TAG_LIST("tag_list"),
    /** What the pin shows. */
    IS_IMAGE_OR_VIDEO("is_image_or_video"),
    /** The address of the image. */
    IMAGE_SRC("image_src"),
    /** Whether the image was downloaded, 1 or 0. */
    DOWNLOADED("downloaded"),
    /** Where the image is saved. */
    SAVE_LOCATION("save_location"),
    /** The pin's category. */
    CATEGORY("category"),
    /** When the post was made. */
    TIMESTAMP("timestamp"),
    /** Degrees north. */
    LATITUDE("latitude"),
    /** Degrees east. */
    LONGITUDE("longitude"),
    /** The country's name. */
    COUNTRY("country"),
    /** The user's given name. */
    FIRST_NAME("first_name"),
    /** The user's family name. */
    LAST_NAME("last_name"),
    /** The user's age in years. */
    AGE("age"),
    /** When the user joined. */
    DATE_JOINED("date_joined");

    private static final List<WireField> PIN = List.of(
            INDEX,
            UNIQUE_ID,
            TITLE,
            DESCRIPTION,
            POSTER_NAME,
            FOLLOWER_COUNT,
            TAG_LIST,
            IS_IMAGE_OR_VIDEO,
            IMAGE_SRC,
            DOWNLOADED,
            SAVE_LOCATION,
            CATEGORY);
    private static final List<WireField> GEO = List.of(IND, TIMESTAMP, LATITUDE, LONGITUDE, COUNTRY);
    private static final List<WireField> USER = List.of(IND, FIRST_NAME, LAST_NAME, AGE, DATE_JOINED);

    private final String wireName;

    @SuppressWarnings("ImmutableEnumChecker") // never exposed, never modified
    private final byte[] member;

    WireField(String wireName) {
        this.wireName = wireName;
        this.member = (",\"" + wireName + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    /** Begins a member of a JSON object: a comma, the quoted name and a colon. */
    public void begin(JsonBytes out) {
        out.raw(member);
    }

    /**
     * Returns the field's name in JSON and in the tables.
     *
     * @return such as {@code unique_id}
     */
    public String wireName() {
        return wireName;
    }

    /**
     * Returns the fields of a kind.
     *
     * @param kind the kind
     * @return all its fields in the order in which they are written; immutable
     */
    public static List<WireField> of(Kind kind) {
        return switch (kind) {
            case PIN -> PIN;
            case GEO -> GEO;
            case USER -> USER;
        };
    }

    /**
     * Returns the field that contains the post's index.
     *
     * @param kind the kind
     * @return {@link #INDEX} for pins, {@link #IND} for the others
     */
    public static WireField indexOf(Kind kind) {
        return kind == Kind.PIN ? INDEX : IND;
    }
}
