package io.pinpipe.spark;

/** What the median of an even number of values is. Nulls are not counted. */
public enum Median {
    /** The lower one of the two in the middle, {@code sorted[(n - 1) / 2]}: always a value that occurs. A whole number. */
    LOWER {
        @Override
        String of(String column) {
            return "CAST(PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY " + column + ") AS BIGINT)";
        }
    },
    /** Half way between the two in the middle. A fraction. */
    INTERPOLATED {
        @Override
        String of(String column) {
            return "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY " + column + ")";
        }
    };

    /** The median of a column as SQL. */
    abstract String of(String column);
}
