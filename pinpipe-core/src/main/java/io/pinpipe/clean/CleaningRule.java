package io.pinpipe.clean;

import io.pinpipe.Kind;
import java.util.Arrays;
import java.util.List;

/**
 * The cleaning rules: for each its field, its condition and its effect.
 *
 * <p>Sentinels are compared case-sensitively with the text stripped of surrounding whitespace; a text that is kept
 * keeps that whitespace. Whatever no rule covers stays unchanged.
 */
public enum CleaningRule {
    /** A pin needs a unique id in the format of a UUID, 36 characters. */
    UNIQUE_ID_NOT_A_UUID(Kind.PIN, "unique_id", "not-a-uuid", Effect.DROPPED),

    /** A placeholder for a missing title. */
    TITLE_MISSING(Kind.PIN, "title", "missing", Effect.NULLED, "No Title Data Available", "", "None", "null"),

    /** A placeholder for a missing description; the site has two. */
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

    /** A placeholder for a missing follower count; unknown is not 0. */
    FOLLOWER_COUNT_MISSING(Kind.PIN, "follower_count", "missing", Effect.NULLED, "User Info Error", "", "None", "null"),

    /** A follower count that is neither missing nor an integer of at most 64 bits. */
    FOLLOWER_COUNT_NOT_A_COUNT(Kind.PIN, "follower_count", "not-a-count", Effect.NULLED),

    /** A follower count with {@code k}, {@code M} or {@code B}, or otherwise not a plain number. */
    FOLLOWER_COUNT_ABBREVIATED(Kind.PIN, "follower_count", "abbreviated", Effect.REWRITTEN),

    /** A placeholder for a missing poster name. */
    POSTER_NAME_MISSING(Kind.PIN, "poster_name", "missing", Effect.NULLED, "User Info Error", "", "None", "null"),

    /** A placeholder for missing tags, spelled letter by letter. */
    TAG_LIST_MISSING(
            Kind.PIN, "tag_list", "missing", Effect.NULLED, "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e", "", "None", "null"),

    /** A placeholder for a missing image address. */
    IMAGE_SRC_MISSING(
            Kind.PIN, "image_src", "missing", Effect.NULLED, "Image src error.", "Image src error", "None", "null"),

    /** A save location with a descriptive prefix; the path after it is kept. */
    SAVE_LOCATION_PREFIXED(Kind.PIN, "save_location", "prefixed", Effect.REWRITTEN, "Local save in "),

    /** A latitude beyond ±90 degrees, or not a number. */
    LATITUDE_OUT_OF_RANGE(Kind.GEO, "latitude", "out-of-range", Effect.DROPPED),

    /** A longitude beyond ±180 degrees, or not a number. */
    LONGITUDE_OUT_OF_RANGE(Kind.GEO, "longitude", "out-of-range", Effect.DROPPED),

    /** Names with surrounding whitespace, or an empty one, which would leave more than one space between them. */
    USER_NAME_SPACED(Kind.USER, "user_name", "spaced", Effect.REWRITTEN),

    /** Two names that are both empty. */
    USER_NAME_MISSING(Kind.USER, "user_name", "missing", Effect.NULLED);

    /** The effect of a rule. */
    public enum Effect {
        /** The field's content is rewritten in another form. */
        REWRITTEN,
        /** The field becomes null. */
        NULLED,
        /** The whole event is dropped. */
        DROPPED
    }

    private final Kind kind;
    private final String field;
    private final String label;
    private final Effect effect;
    private final List<String> sentinels;
    private final String[] texts;

    /** By ASCII character: whether a text that matches a sentinel can begin with it. */
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
     * Returns the kind of event that the rule checks.
     *
     * @return the kind, never null
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns the field that the rule checks.
     *
     * @return the field's name on the wire, or in the clean table where cleaning derives the field
     */
    public String field() {
        return field;
    }

    /**
     * Returns the rule's name, one word, unique within its field, as shown in summaries and metric tags.
     *
     * @return such as {@code missing}
     */
    public String label() {
        return label;
    }

    /**
     * Returns the rule's name among the rules of all fields: its field and label separated by a space.
     *
     * @return such as {@code title missing}
     */
    public String qualifiedLabel() {
        return field + ' ' + label;
    }

    /**
     * Returns the rule's effect.
     *
     * @return the effect, never null
     */
    public Effect effect() {
        return effect;
    }

    /**
     * Returns the texts that trigger the rule.
     *
     * @return whole texts, or the prefix for {@link #SAVE_LOCATION_PREFIXED}; empty when the rule is not a list of
     *     texts; immutable
     */
    public List<String> sentinels() {
        return sentinels;
    }

    /** The rule's bit in a set of rules. */
    long bit() {
        return 1L << ordinal();
    }

    /** Whether a text that matches a sentinel can begin with this character. */
    boolean mayBeginWith(char first) {
        return first >= beginnings.length || beginnings[first];
    }

    /** Whether the text, stripped of surrounding whitespace, is a sentinel. */
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
