package io.pinpipe.clean;

import io.pinpipe.Kind;
import java.util.Arrays;
import java.util.List;

/**
 * Every rule of cleaning: which field, what it looks for, what it does.
 *
 * <p>Sentinels are compared with the text without its outer white space, case and all; a text that is kept is kept with
 * its outer white space. What no rule names is kept as it is.
 */
public enum CleaningRule {
    /** A pin needs a unique id in the form of a UUID, 36 characters. */
    UNIQUE_ID_NOT_A_UUID(Kind.PIN, "unique_id", "not-a-uuid", Effect.DROPPED),

    /** A title that says that there is none. */
    TITLE_MISSING(Kind.PIN, "title", "missing", Effect.NULLED, "No Title Data Available", "", "None", "null"),

    /** A description that says that there is none; the site has two wordings. */
    DESCRIPTION_MISSING(
            Kind.PIN,
            "description",
            "missing",
            Effect.NULLED,
            "No description available Story format",
            "No description available",
            "",
            "None",
            "null"),

    /** A follower count that says that there is none; unknown is not 0. */
    FOLLOWER_COUNT_MISSING(Kind.PIN, "follower_count", "missing", Effect.NULLED, "User Info Error", "", "None", "null"),

    /** A follower count that is neither missing nor a whole number that fits 64 bits. */
    FOLLOWER_COUNT_NOT_A_COUNT(Kind.PIN, "follower_count", "not-a-count", Effect.NULLED),

    /** A follower count written with {@code k}, {@code M} or {@code B}, or otherwise not as the plain number. */
    FOLLOWER_COUNT_ABBREVIATED(Kind.PIN, "follower_count", "abbreviated", Effect.REWRITTEN),

    /** A poster's name that says that there is none. */
    POSTER_NAME_MISSING(Kind.PIN, "poster_name", "missing", Effect.NULLED, "User Info Error", "", "None", "null"),

    /** A list of tags that says, letter by letter, that there is none. */
    TAG_LIST_MISSING(
            Kind.PIN, "tag_list", "missing", Effect.NULLED, "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e", "", "None", "null"),

    /** An image's address that says that there is none. */
    IMAGE_SRC_MISSING(
            Kind.PIN, "image_src", "missing", Effect.NULLED, "Image src error.", "Image src error", "None", "null"),

    /** A save location that begins with words for people; the path behind them is kept. */
    SAVE_LOCATION_PREFIXED(Kind.PIN, "save_location", "prefixed", Effect.REWRITTEN, "Local save in "),

    /** A latitude beyond ±90 degrees, or not a number. */
    LATITUDE_OUT_OF_RANGE(Kind.GEO, "latitude", "out-of-range", Effect.DROPPED),

    /** A longitude beyond ±180 degrees, or not a number. */
    LONGITUDE_OUT_OF_RANGE(Kind.GEO, "longitude", "out-of-range", Effect.DROPPED),

    /** Names with outer white space, or an empty one, which would leave more than one space between them. */
    USER_NAME_SPACED(Kind.USER, "user_name", "spaced", Effect.REWRITTEN),

    /** Two names that are both empty. */
    USER_NAME_MISSING(Kind.USER, "user_name", "missing", Effect.NULLED);

    /** What a rule does when it applies. */
    public enum Effect {
        /** The field keeps its content in another form. */
        REWRITTEN,
        /** The field becomes null. */
        NULLED,
        /** The event as a whole is dropped. */
        DROPPED
    }

    private final Kind kind;
    private final String field;
    private final String label;
    private final Effect effect;
    private final List<String> sentinels;
    private final String[] texts;

    /** By ASCII character: whether a text that one of the sentinels matches can begin with it. */
    private final boolean[] beginnings = new boolean[128];

    CleaningRule(Kind kind, String field, String label, Effect effect, String... sentinels) {
        this.kind = kind;
        this.field = field;
        this.label = label;
        this.effect = effect;
        this.sentinels = List.of(sentinels);
        this.texts = sentinels;
        Arrays.fill(beginnings, 0, ' ' + 1, true);
        for (String sentinel : sentinels) {
            if (!sentinel.isEmpty()) {
                beginnings[sentinel.charAt(0)] = true;
            }
        }
    }

    /**
     * Which events the rule looks at.
     *
     * @return the kind, never null
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Which field the rule looks at.
     *
     * @return the field's name on the wire, or in the clean table where cleaning makes the field
     */
    public String field() {
        return field;
    }

    /**
     * The rule's name, one word, unique within its field: what summaries and metric tags show.
     *
     * @return such as {@code missing}
     */
    public String label() {
        return label;
    }

    /**
     * What the rule does when it applies.
     *
     * @return the effect, never null
     */
    public Effect effect() {
        return effect;
    }

    /**
     * The texts that the rule looks for.
     *
     * @return whole texts, or the prefix for {@link #SAVE_LOCATION_PREFIXED}; empty where the rule is not a list of
     *     texts; immutable
     */
    public List<String> sentinels() {
        return sentinels;
    }

    /** The rule's place in a set of rules that is kept as the bits of a number. */
    long bit() {
        return 1L << ordinal();
    }

    /** Whether a text that one of the sentinels matches can begin with this character. */
    boolean mayBeginWith(char first) {
        return first >= beginnings.length || beginnings[first];
    }

    /** Whether the text, without its outer white space, is one of the sentinels. */
    boolean matches(String text) {
        if (!text.isEmpty() && !mayBeginWith(text.charAt(0))) {
            return false;
        }
        int start = Whitespace.start(text);
        int length = Whitespace.end(text, start) - start;
        for (String sentinel : texts) {
            if (sentinel.length() == length && text.startsWith(sentinel, start)) {
                return true;
            }
        }
        return false;
    }
}
