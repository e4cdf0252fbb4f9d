package io.pinpipe.spark;

/** Which categories are listed where the question asks for the most popular one. */
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

    /** The condition, as SQL, under which a category at some {@code place} is listed. */
    abstract String condition();
}
