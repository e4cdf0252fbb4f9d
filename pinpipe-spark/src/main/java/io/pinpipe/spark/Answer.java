package io.pinpipe.spark;

import java.util.Locale;

/** A table that answers a {@linkplain Question question}. */
public enum Answer {
    /** {@code country, category, category_count}. */
    Q1,
    /** {@code post_year, category, category_count}. */
    Q2,
    /** {@code country, poster_name, follower_count}. */
    Q3_USERS,
    /** {@code country, follower_count}. */
    Q3_COUNTRY,
    /** {@code age_group, category, category_count}. */
    Q4,
    /** {@code age_group, median_follower_count}. */
    Q5,
    /** {@code post_year, number_users_joined}; the year is that of joining. */
    Q6,
    /** {@code post_year, median_follower_count}; the year is that of joining. */
    Q7,
    /** {@code age_group, post_year, median_follower_count}; the year is that of joining. */
    Q8;

    /**
     * Returns the answer's name in file names.
     *
     * @return such as {@code q1} and {@code q3-users}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
