package io.pinpipe.spark;

/** What is counted as a user. */
public enum UserCount {
    /** Rows of the user table, one per post, so that users with more posts count more. */
    POSTS {
        @Override
        String count() {
            return "COUNT(*)";
        }
    },
    /** Distinct users by name, age and joining date: in published data, 196 names are shared by several users. */
    USERS {
        @Override
        String count() {
            // As a struct: COUNT(DISTINCT a, b) skips rows in which one of them is null.
            return "COUNT(DISTINCT STRUCT(user_name, age, date_joined))";
        }
    };

    /** The count as SQL. */
    abstract String count();
}
