package io.pinpipe.spark;

/** The median of an even number of values. Nulls are not counted. */
public enum Median {
    /** The lower of the two middle values, {@code sorted[(n - 1) / 2]}: always an existing value. An integer. */
    LOWER {
        @Override
        String of(String column) {
            return "CAST(PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY " + column + ") AS BIGINT)";
        }
    },
    /** The mean of the two middle values. A fraction. */
    INTERPOLATED {
        @Override
        String of(String column) {
            return "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY " + column + ")";
        }
    };

    /** The median of a column as SQL. */
    abstract String of(String column);
}
