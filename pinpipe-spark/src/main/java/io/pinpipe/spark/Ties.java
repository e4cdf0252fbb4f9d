package io.pinpipe.spark;

/** Which rows are on top when several have the highest number. */
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
     * The place of a row in its group as SQL, from 1.
     *
     * @param group what makes a group; empty where all rows are one
     * @param number what the place goes by, the highest first
     * @param name what decides between equals
     */
    abstract String place(String group, String number, String name);

    private static String partition(String group) {
        return group.isEmpty() ? "" : "PARTITION BY " + group + ' ';
    }
}
