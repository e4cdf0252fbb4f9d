package io.pinpipe.clean;

import io.pinpipe.json.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cleans pins from bytes to bytes by the rules that {@link PinCleaner} applies to records, for lines in the usual form. A
 * text is decoded only where a rule might apply to it; all others are copied. Not thread-safe.
 */
final class PinLineCleaner {

    /** The line is not in the usual form, or its pin would be dropped: it is for the general way. */
    static final long NOT_TAKEN = -1;

    private static final Column IND = new Column("{\"ind\":");
    private static final Column UNIQUE_ID = new Column(",\"unique_id\":");
    private static final Column TITLE = new Column(",\"title\":", CleaningRule.TITLE_MISSING);
    private static final Column DESCRIPTION = new Column(",\"description\":", CleaningRule.DESCRIPTION_MISSING);
    private static final Column FOLLOWER_COUNT = new Column(",\"follower_count\":");
    private static final Column POSTER_NAME = new Column(",\"poster_name\":", CleaningRule.POSTER_NAME_MISSING);
    private static final Column TAG_LIST = new Column(",\"tag_list\":", CleaningRule.TAG_LIST_MISSING);
    private static final Column IS_IMAGE_OR_VIDEO = new Column(",\"is_image_or_video\":");
    private static final Column IMAGE_SRC = new Column(",\"image_src\":", CleaningRule.IMAGE_SRC_MISSING);
    private static final Column SAVE_LOCATION = new Column(",\"save_location\":", CleaningRule.SAVE_LOCATION_PREFIXED);
    private static final Column CATEGORY = new Column(",\"category\":");

    private final PinLine line = new PinLine();
    private byte[] bytes = {};
    private int end;

    /**
     * Appends the clean form of the pin that begins at {@code from}.
     *
     * @return the {@linkplain CleaningRule#bit() bits} of the rules that acted on it; {@link #NOT_TAKEN} when nothing was
     *     appended
     */
    long clean(byte[] bytes, int from, int to, JsonBytes out) {
        this.bytes = bytes;
        end = line.read(bytes, from, to);
        if (end < 0 || line.isNull(PinLine.UNIQUE_ID) || !UniqueId.isUuid(line.text(PinLine.UNIQUE_ID))) {
            return NOT_TAKEN;
        }
        out.raw(IND.key);
        out.raw(bytes, line.start(PinLine.INDEX), line.end(PinLine.INDEX) - line.start(PinLine.INDEX));
        copy(UNIQUE_ID, PinLine.UNIQUE_ID, out);
        long rules = unlessMissing(TITLE, PinLine.TITLE, out);
        rules |= unlessMissing(DESCRIPTION, PinLine.DESCRIPTION, out);
        rules |= followerCount(out);
        rules |= unlessMissing(POSTER_NAME, PinLine.POSTER_NAME, out);
        rules |= unlessMissing(TAG_LIST, PinLine.TAG_LIST, out);
        copy(IS_IMAGE_OR_VIDEO, PinLine.IS_IMAGE_OR_VIDEO, out);
        rules |= unlessMissing(IMAGE_SRC, PinLine.IMAGE_SRC, out);
        rules |= saveLocation(out);
        copy(CATEGORY, PinLine.CATEGORY, out);
        out.put('}');
        return rules;
    }

    /** Where the pin that was just cleaned ends. */
    int end() {
        return end;
    }

    private void copy(Column column, int field, JsonBytes out) {
        out.raw(column.key);
        if (line.isNull(field)) {
            out.nothing();
        } else if (line.isCanonical(field)) {
            int quote = line.start(field) - 1;
            out.raw(bytes, quote, line.end(field) + 1 - quote);
        } else {
            out.text(line.text(field));
        }
    }

    private long unlessMissing(Column column, int field, JsonBytes out) {
        if (mayApply(column, field) && column.rule().matches(line.text(field))) {
            out.raw(column.key);
            out.nothing();
            return column.rule().bit();
        }
        copy(column, field, out);
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
        out.raw(FOLLOWER_COUNT.key);
        if (count == FollowerCount.NONE) {
            out.nothing();
        } else {
            out.integer(count);
        }
        return rule == null ? 0 : rule.bit();
    }

    private long saveLocation(JsonBytes out) {
        if (mayApply(SAVE_LOCATION, PinLine.SAVE_LOCATION)) {
            String text = line.text(PinLine.SAVE_LOCATION);
            int path = SaveLocation.pathStart(text);
            if (path > 0) {
                out.raw(SAVE_LOCATION.key);
                out.text(text.substring(path));
                return CleaningRule.SAVE_LOCATION_PREFIXED.bit();
            }
        }
        copy(SAVE_LOCATION, PinLine.SAVE_LOCATION, out);
        return 0;
    }

    /** Whether a field must be decoded to tell if the column's rule applies to it. */
    private boolean mayApply(Column column, int field) {
        if (line.isNull(field)) {
            return false;
        }
        int start = line.start(field);
        return start == line.end(field) || column.suspects[bytes[start] & 0xff];
    }

    /** A column of the clean table, and what the texts that its rule applies to can begin with. */
    private static final class Column {

        private final byte[] key;
        private final @Nullable CleaningRule rule;

        /** By byte: outer white space, an escape, or a sentinel's first letter. */
        private final boolean[] suspects = new boolean[256];

        Column(String key) {
            this(key, null);
        }

        Column(String key, @Nullable CleaningRule rule) {
            this.key = key.getBytes(StandardCharsets.US_ASCII);
            this.rule = rule;
            if (rule != null) {
                Arrays.fill(suspects, 0x80, 0x100, true);
                suspects[' '] = true;
                suspects['\\'] = true;
                rule.sentinels().stream()
                        .filter(sentinel -> !sentinel.isEmpty())
                        .forEach(sentinel -> suspects[sentinel.charAt(0)] = true);
            }
        }

        CleaningRule rule() {
            return Objects.requireNonNull(rule);
        }
    }
}
