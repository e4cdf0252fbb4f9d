package io.pinpipe.spark;

import io.pinpipe.Kind;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Answers the eight questions from a user's clean tables. Where published answers disagree on what a question means, a
 * named policy decides, and each question's SQL shows which ones apply.
 *
 * <p>Parts of a post are joined by {@code ind}; a post that lacks a part does not count where that part is needed. Posts
 * without a country or category belong to no group, and unknown follower counts neither win nor enter a median. Age
 * groups are 18 to 24, 25 to 35, 36 to 50 and from 51, bounds included; younger users belong to none. Years are those of
 * the dates as stored.
 *
 * <p>Immutable and thread-safe. An answer is computed when it is read, from the tables at that time,
 * unless {@linkplain Builder#cached cached}.
 */
public final class Analytics {

    /** Default handling of ties: all are listed, so that no hidden order decides. */
    public static final Ties DEFAULT_TIES = Ties.ALL;

    /** Default median: the lower one, as in most published results. */
    public static final Median DEFAULT_MEDIAN = Median.LOWER;

    /** Default count in Q6: posts, as in most published results (114 of 130). */
    public static final UserCount DEFAULT_USERS = UserCount.POSTS;

    /** Default categories of Q1, Q2 and Q4: the most popular ones, as the questions ask. */
    public static final Groups DEFAULT_GROUPS = Groups.TOP;

    /** The sign of {@code +50} would sort it before all others. */
    private static final String YOUNGEST_GROUP_FIRST = "age_group = '+50', age_group";

    private final SparkSession session;
    private final Ties ties;
    private final Median median;
    private final UserCount users;
    private final Groups groups;

    private Analytics(Builder builder) {
        this.session = views(builder.spark, builder.tables);
        this.ties = builder.ties;
        this.median = builder.median;
        this.users = builder.users;
        this.groups = builder.groups;
        if (builder.cached) {
            session.sql("CACHE LAZY TABLE post_place");
            session.sql("CACHE LAZY TABLE post_user");
        }
    }

    /**
     * Returns a builder with the default policies.
     *
     * @param spark the session; its settings are left unchanged
     * @param tables the clean tables, all three of which must exist
     * @return a builder
     */
    public static Builder builder(SparkSession spark, DeltaTables tables) {
        return new Builder(spark, tables);
    }

    /**
     * Computes one answer lazily.
     *
     * @param answer the answer to compute
     * @return its rows in a fixed order, with the columns listed in {@link Answer}
     */
    public Dataset<Row> answer(Answer answer) {
        return session.sql(
                switch (answer) {
                    case Q1 -> mostPopularCategoryByCountry();
                    case Q2 -> mostPopularCategoryByYear();
                    case Q3_USERS -> mostFollowedPosterByCountry();
                    case Q3_COUNTRY -> countryOfMostFollowedPoster();
                    case Q4 -> mostPopularCategoryByAgeGroup();
                    case Q5 -> medianFollowersByAgeGroup();
                    case Q6 -> usersJoinedByYear();
                    case Q7 -> medianFollowersByJoiningYear();
                    case Q8 -> medianFollowersByJoiningYearAndAgeGroup();
                });
    }

    private String mostPopularCategoryByCountry() {
        return """
                SELECT country, category, category_count
                FROM (
                  SELECT *, %s AS place
                  FROM (
                    SELECT country, category, COUNT(*) AS category_count
                    FROM post_place
                    WHERE country IS NOT NULL AND category IS NOT NULL
                    GROUP BY country, category
                  )
                )
                WHERE %s
                ORDER BY country, category_count DESC, category
                """.formatted(ties.place("country", "category_count", "category"), groups.condition());
    }

    private String mostPopularCategoryByYear() {
        return """
                SELECT post_year, category, category_count
                FROM (
                  SELECT *, %s AS place
                  FROM (
                    SELECT YEAR(timestamp) AS post_year, category, COUNT(*) AS category_count
                    FROM post_place
                    WHERE YEAR(timestamp) BETWEEN 2018 AND 2022 AND category IS NOT NULL
                    GROUP BY post_year, category
                  )
                )
                WHERE %s
                ORDER BY post_year, category_count DESC, category
                """.formatted(ties.place("post_year", "category_count", "category"), groups.condition());
    }

    private String mostFollowedPosterByCountry() {
        return """
                SELECT country, poster_name, follower_count
                FROM (
                  SELECT *, %s AS place
                  FROM (
                    SELECT country, poster_name, MAX(follower_count) AS follower_count
                    FROM post_place
                    WHERE country IS NOT NULL AND follower_count IS NOT NULL
                    GROUP BY country, poster_name
                  )
                )
                WHERE place = 1
                ORDER BY country, poster_name
                """.formatted(ties.place("country", "follower_count", "poster_name"));
    }

    private String countryOfMostFollowedPoster() {
        return """
                SELECT country, follower_count
                FROM (
                  SELECT *, %s AS place
                  FROM (
                    SELECT country, MAX(follower_count) AS follower_count
                    FROM post_place
                    WHERE country IS NOT NULL AND follower_count IS NOT NULL
                    GROUP BY country
                  )
                )
                WHERE place = 1
                ORDER BY country
                """.formatted(ties.place("", "follower_count", "country"));
    }

    private String mostPopularCategoryByAgeGroup() {
        return """
                SELECT age_group, category, category_count
                FROM (
                  SELECT *, %s AS place
                  FROM (
                    SELECT age_group, category, COUNT(*) AS category_count
                    FROM post_user
                    WHERE age_group IS NOT NULL AND category IS NOT NULL
                    GROUP BY age_group, category
                  )
                )
                WHERE %s
                ORDER BY %s, category_count DESC, category
                """.formatted(
                ties.place("age_group", "category_count", "category"), groups.condition(), YOUNGEST_GROUP_FIRST);
    }

    private String medianFollowersByAgeGroup() {
        return """
                SELECT age_group, %s AS median_follower_count
                FROM post_user
                WHERE age_group IS NOT NULL AND follower_count IS NOT NULL
                GROUP BY age_group
                ORDER BY %s
                """.formatted(median.of("follower_count"), YOUNGEST_GROUP_FIRST);
    }

    private String usersJoinedByYear() {
        return """
                SELECT YEAR(date_joined) AS post_year, %s AS number_users_joined
                FROM user
                WHERE YEAR(date_joined) BETWEEN 2015 AND 2020
                GROUP BY post_year
                ORDER BY post_year
                """.formatted(users.count());
    }

    private String medianFollowersByJoiningYear() {
        return """
                SELECT YEAR(date_joined) AS post_year, %s AS median_follower_count
                FROM post_user
                WHERE YEAR(date_joined) BETWEEN 2015 AND 2020 AND follower_count IS NOT NULL
                GROUP BY post_year
                ORDER BY post_year
                """.formatted(median.of("follower_count"));
    }

    private String medianFollowersByJoiningYearAndAgeGroup() {
        return """
                SELECT age_group, YEAR(date_joined) AS post_year, %s AS median_follower_count
                FROM post_user
                WHERE age_group IS NOT NULL AND follower_count IS NOT NULL
                GROUP BY age_group, post_year
                ORDER BY %s, post_year
                """.formatted(median.of("follower_count"), YOUNGEST_GROUP_FIRST);
    }

    /** A separate session: its time zone is that of the tables, and its views conflict with no others. */
    private static SparkSession views(SparkSession spark, DeltaTables tables) {
        SparkSession session = spark.newSession();
        session.conf().set("spark.sql.session.timeZone", "UTC");
        for (Kind kind : Kind.values()) {
            tables.in(session).table(kind).createOrReplaceTempView(kind.label());
        }
        session.sql("""
                CREATE TEMPORARY VIEW post_place AS
                SELECT ind, category, poster_name, follower_count, country, timestamp
                FROM pin JOIN geo USING (ind)
                """);
        session.sql("""
                CREATE TEMPORARY VIEW post_user AS
                SELECT ind, category, follower_count, date_joined,
                  CASE
                    WHEN age BETWEEN 18 AND 24 THEN '18-24'
                    WHEN age BETWEEN 25 AND 35 THEN '25-35'
                    WHEN age BETWEEN 36 AND 50 THEN '36-50'
                    WHEN age > 50 THEN '+50'
                  END AS age_group
                FROM pin JOIN user USING (ind)
                """);
        return session;
    }

    /** The settings of {@link Analytics}. Not thread-safe. */
    public static final class Builder {

        private final SparkSession spark;
        private final DeltaTables tables;
        private Ties ties = DEFAULT_TIES;
        private Median median = DEFAULT_MEDIAN;
        private UserCount users = DEFAULT_USERS;
        private Groups groups = DEFAULT_GROUPS;
        private boolean cached;

        private Builder(SparkSession spark, DeltaTables tables) {
            this.spark = Objects.requireNonNull(spark, "spark");
            this.tables = Objects.requireNonNull(tables, "tables");
        }

        /**
         * Sets the handling of ties in Q1 to Q4; {@link #DEFAULT_TIES} by default.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder ties(Ties policy) {
            this.ties = Objects.requireNonNull(policy, "ties");
            return this;
        }

        /**
         * Sets the median of Q5, Q7 and Q8; {@link #DEFAULT_MEDIAN} by default.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder median(Median policy) {
            this.median = Objects.requireNonNull(policy, "median");
            return this;
        }

        /**
         * Sets what Q6 counts; {@link #DEFAULT_USERS} by default.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder users(UserCount policy) {
            this.users = Objects.requireNonNull(policy, "users");
            return this;
        }

        /**
         * Sets which categories Q1, Q2 and Q4 list; {@link #DEFAULT_GROUPS} by default.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder groups(Groups policy) {
            this.groups = Objects.requireNonNull(policy, "groups");
            return this;
        }

        /**
         * Sets whether joined posts are cached, in memory or on disk, from the first answer to the end of the Spark
         * application; false by default. Further answers then cost little, and reflect the tables at the time of the first.
         *
         * @param cache whether to cache them
         * @return this builder
         */
        public Builder cached(boolean cache) {
            this.cached = cache;
            return this;
        }

        /**
         * Builds the analytics.
         *
         * @return analytics with these policies
         * @throws IllegalArgumentException if one of the clean tables does not exist
         */
        public Analytics build() {
            return new Analytics(this);
        }
    }
}
