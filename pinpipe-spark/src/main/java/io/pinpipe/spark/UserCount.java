package io.pinpipe.spark;

/** What is counted where users are. */
public enum UserCount {
    /** Rows of the user table: one for each post, so that who posts more counts more. */
    POSTS {
        @Override
        String count() {
            return "COUNT(*)";
        }
    },
    /** Users, told apart by name, age and joining date together: 196 names of the field are shared by several users. */
    USERS {
        @Override
        String count() {
            // As a structure: COUNT(DISTINCT a, b) passes over rows in which one of them is null.
            return "COUNT(DISTINCT STRUCT(user_name, age, date_joined))";
        }
    };

    /** The count as SQL. */
    abstract String count();
}
