package io.pinpipe.clean;

import io.pinpipe.internal.JsonBytes;
import java.nio.charset.StandardCharsets;

/**
 * Cleans pins in the usual format from bytes to bytes by the same rules as {@link PostCleaner}. A text is decoded only
 * when a rule might apply to it; others are copied. Not thread-safe.
 */
final class PinLineCleaner {

    /** The line has another format, or its pin would be dropped: the general cleaner must process it. */
    static final long NOT_TAKEN = -1;

    private static final byte[] IND = ascii("{\"ind\":");
    private static final byte[] UNIQUE_ID = ascii(",\"unique_id\":");
    private static final byte[] TITLE = ascii(",\"title\":");
    private static final byte[] DESCRIPTION = ascii(",\"description\":");
    private static final byte[] FOLLOWER_COUNT = ascii(",\"follower_count\":");
    private static final byte[] POSTER_NAME = ascii(",\"poster_name\":");
    private static final byte[] TAG_LIST = ascii(",\"tag_list\":");
    private static final byte[] IS_IMAGE_OR_VIDEO = ascii(",\"is_image_or_video\":");
    private static final byte[] IMAGE_SRC = ascii(",\"image_src\":");
    private static final byte[] SAVE_LOCATION = ascii(",\"save_location\":");
    private static final byte[] CATEGORY = ascii(",\"category\":");

    private final PinLine line = new PinLine();
    private byte[] bytes = {};
    private int end;

    /**
     * Appends the clean form of the pin that begins at {@code from}.
     *
     * @return the {@linkplain CleaningRule#bit() bits} of the rules that applied; {@link #NOT_TAKEN} when nothing was
     *     appended
     */
    long clean(byte[] bytes, int from, int to, JsonBytes out) {
        this.bytes = bytes;
        end = line.read(bytes, from, to);
        if (end < 0 || line.isNull(PinLine.UNIQUE_ID) || !UniqueId.isUuid(line.text(PinLine.UNIQUE_ID))) {
            return NOT_TAKEN;
        }
        out.raw(IND);
        out.raw(bytes, line.start(PinLine.INDEX), line.end(PinLine.INDEX) - line.start(PinLine.INDEX));
        copy(UNIQUE_ID, PinLine.UNIQUE_ID, out);
        long rules = unlessMissing(TITLE, CleaningRule.TITLE_MISSING, PinLine.TITLE, out);
        rules |= unlessMissing(DESCRIPTION, CleaningRule.DESCRIPTION_MISSING, PinLine.DESCRIPTION, out);
        rules |= followerCount(out);
        rules |= unlessMissing(POSTER_NAME, CleaningRule.POSTER_NAME_MISSING, PinLine.POSTER_NAME, out);
        rules |= unlessMissing(TAG_LIST, CleaningRule.TAG_LIST_MISSING, PinLine.TAG_LIST, out);
        copy(IS_IMAGE_OR_VIDEO, PinLine.IS_IMAGE_OR_VIDEO, out);
        rules |= unlessMissing(IMAGE_SRC, CleaningRule.IMAGE_SRC_MISSING, PinLine.IMAGE_SRC, out);
        rules |= saveLocation(out);
        copy(CATEGORY, PinLine.CATEGORY, out);
        out.put('}');
        return rules;
    }

    /** Returns where the last cleaned pin ends. */
    int end() {
        return end;
    }

    private void copy(byte[] key, int field, JsonBytes out) {
        out.raw(key);
        if (line.isNull(field)) {
            out.nothing();
        } else if (line.isCanonical(field)) {
            int quote = line.start(field) - 1;
            out.raw(bytes, quote, line.end(field) + 1 - quote);
        } else {
            out.text(line.text(field));
        }
    }

    private long unlessMissing(byte[] key, CleaningRule rule, int field, JsonBytes out) {
        if (mayApply(rule, field) && rule.matches(line.text(field))) {
            out.raw(key);
            out.nothing();
            return rule.bit();
        }
        copy(key, field, out);
        return 0;
    }

    private long followerCount(JsonBytes out) {
        if (line.isNull(PinLine.FOLLOWER_COUNT)) {
            copy(FOLLOWER_COUNT, PinLine.FOLLOWER_COUNT, out);
            return 0;
        }
        String text = line.text(PinLine.FOLLOWER_COUNT);
        long count = FollowerCount.parse(text);
        CleaningRule rule = FollowerCount.ruleFor(text, count);
        out.raw(FOLLOWER_COUNT);
        if (count == FollowerCount.NONE) {
            out.nothing();
        } else {
            out.integer(count);
        }
        return rule == null ? 0 : rule.bit();
    }

    private long saveLocation(JsonBytes out) {
        if (mayApply(CleaningRule.SAVE_LOCATION_PREFIXED, PinLine.SAVE_LOCATION)) {
            String text = line.text(PinLine.SAVE_LOCATION);
            int path = SaveLocation.pathStart(text);
            if (path > 0) {
                out.raw(SAVE_LOCATION);
                out.text(text.substring(path));
                return CleaningRule.SAVE_LOCATION_PREFIXED.bit();
            }
        }
        copy(SAVE_LOCATION, PinLine.SAVE_LOCATION, out);
        return 0;
    }

    /** Whether a field must be decoded to determine if the rule applies. */
    private boolean mayApply(CleaningRule rule, int field) {
        if (line.isNull(field)) {
            return false;
        }
        int start = line.start(field);
        byte first = bytes[start];
        return start == line.end(field) || first == '\\' || first < 0 || rule.mayBeginWith((char) first);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
