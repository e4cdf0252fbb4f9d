package io.pinpipe.spark;

/** Which categories are listed where the most popular one is asked for. */
public enum Groups {
    /** The most popular only. */
    TOP {
        @Override
        String condition() {
            return "place = 1";
        }
    },
    /** All that occur, each with its count. */
    ALL {
        @Override
        String condition() {
            return "TRUE";
        }
    };

    /** Whether a category at some {@code place} is listed, as SQL. */
    abstract String condition();
}
