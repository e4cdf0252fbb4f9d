package io.pinpipe.benchmarks.cleaning;

import io.pinpipe.clean.CleaningRule;
import java.util.stream.Collectors;

/**
 * The rules for pins in DuckDB's SQL, in the fastest form found: lists of texts rather than regular expressions, and
 * casts rather than patterns.
 *
 * <p>Its results equal those of {@link io.pinpipe.clean.PostCleaner} for posts with the shape of real ones; unlike it,
 * it does not handle whitespace other than spaces, leading zeros, or fractional counts. It makes no notes.
 */
final class DuckDbRules {

    /** The columns of raw pins and their types, for {@code read_json}. */
    static final String RAW_COLUMNS = """
            {"index": 'BIGINT', unique_id: 'VARCHAR', title: 'VARCHAR', description: 'VARCHAR', poster_name: 'VARCHAR',
             follower_count: 'VARCHAR', tag_list: 'VARCHAR', is_image_or_video: 'VARCHAR', image_src: 'VARCHAR',
             downloaded: 'INTEGER', save_location: 'VARCHAR', category: 'VARCHAR'}""";

    private static final String PREFIX =
            CleaningRule.SAVE_LOCATION_PREFIXED.sentinels().get(0);

    private DuckDbRules() {}

    /** Selects the clean pins of a table or table function. */
    static String selectFrom(String raw) {
        return "SELECT \"index\" AS ind, unique_id, "
                + unless(CleaningRule.TITLE_MISSING) + ", "
                + unless(CleaningRule.DESCRIPTION_MISSING) + ", "
                + followerCount() + ", "
                + unless(CleaningRule.POSTER_NAME_MISSING) + ", "
                + unless(CleaningRule.TAG_LIST_MISSING) + ", "
                + "is_image_or_video, "
                + unless(CleaningRule.IMAGE_SRC_MISSING) + ", "
                + "CASE WHEN starts_with(save_location, '" + PREFIX + "') THEN substr(save_location, "
                + (PREFIX.length() + 1) + ") ELSE save_location END AS save_location, "
                + "category FROM " + raw
                + " WHERE length(unique_id) = 36 AND TRY_CAST(unique_id AS UUID) IS NOT NULL";
    }

    private static String unless(CleaningRule rule) {
        String texts = rule.sentinels().stream().map(text -> "'" + text + "'").collect(Collectors.joining(", "));
        String column = rule.field();
        return "CASE WHEN trim(" + column + ") IN (" + texts + ") THEN NULL ELSE " + column + " END AS " + column;
    }

    private static String followerCount() {
        String number = "TRY_CAST(left(follower_count, -1) AS DECIMAL(12, 3))";
        return "CAST(CASE lower(right(follower_count, 1))"
                + " WHEN 'k' THEN " + number + " * 1000"
                + " WHEN 'm' THEN " + number + " * 1000000"
                + " WHEN 'b' THEN " + number + " * 1000000000"
                + " ELSE TRY_CAST(follower_count AS BIGINT) END AS BIGINT) AS follower_count";
    }
}
