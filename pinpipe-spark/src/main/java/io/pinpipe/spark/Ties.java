package io.pinpipe.spark;

/** Which rows are listed if several share the highest number. */
public enum Ties {
    /** All of them, by {@code RANK}. */
    ALL {
        @Override
        String place(String group, String number, String name) {
            return "RANK() OVER (" + partition(group) + "ORDER BY " + number + " DESC)";
        }
    },
    /** The first by category or name in ascending order, by {@code ROW_NUMBER}. */
    FIRST {
        @Override
        String place(String group, String number, String name) {
            return "ROW_NUMBER() OVER (" + partition(group) + "ORDER BY " + number + " DESC, " + name + " NULLS LAST)";
        }
    };

    /**
     * The place of a row in its group, from 1, as SQL.
     *
     * @param group the columns that define a group; empty if all rows are one
     * @param number the column that ranks rows, highest first
     * @param name the column that decides ties
     */
    abstract String place(String group, String number, String name);

    private static String partition(String group) {
        return group.isEmpty() ? "" : "PARTITION BY " + group + ' ';
    }
}
