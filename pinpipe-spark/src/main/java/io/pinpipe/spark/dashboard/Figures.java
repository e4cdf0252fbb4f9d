package io.pinpipe.spark.dashboard;

import static org.apache.spark.sql.functions.asc;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.year;

import io.pinpipe.Kind;
import io.pinpipe.clean.CleanGeo.CoordinateOrder;
import io.pinpipe.spark.DeltaTables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The data of the dashboard. Each method is one chart. */
final class Figures {

    /** Countries with their own column; more would be illegible on a phone. */
    private static final int COUNTRIES = 12;

    /** The side of a square on the map, in degrees. */
    private static final int SQUARE = 5;

    private final DeltaTables tables;
    private final Dataset<Row> pins;
    private final Dataset<Row> places;
    private final Dataset<Row> users;
    private final CoordinateOrder order;

    Figures(DeltaTables tables, CoordinateOrder order) {
        this.tables = tables;
        this.pins = tables.table(Kind.PIN);
        this.places = tables.table(Kind.GEO);
        this.users = tables.table(Kind.USER);
        this.order = order;
    }

    /** The totals above the charts, by name. */
    Map<String, Long> totals() {
        Map<String, Long> totals = new LinkedHashMap<>();
        totals.put("Pins", pins.count());
        totals.put("Places", places.count());
        totals.put("Users' rows", users.count());
        totals.put("Countries", places.select("country").distinct().count());
        totals.put("Categories", pins.select("category").distinct().count());
        totals.put("In quarantine", quarantine().count());
        return totals;
    }

    /** The period of the posts, as a sentence. */
    String period() {
        Row ends = places.select(
                        date_format(min("timestamp"), "yyyy-MM-dd"), date_format(max("timestamp"), "yyyy-MM-dd"))
                .first();
        return ends.isNullAt(0) ? "No posts." : "Posts from " + ends.getString(0) + " to " + ends.getString(1) + ".";
    }

    List<Section> sections() {
        return List.of(
                postsOverTime(),
                categoriesByCountry(),
                categoriesByAgeGroup(),
                followers(),
                medianFollowers(),
                usersJoined(),
                places(),
                rows(),
                missing(),
                quarantineReasons());
    }

    private Section postsOverTime() {
        return Section.of(
                        "posts-over-time",
                        "Posts over time",
                        "Posts in each month, by the time of the post.",
                        List.of("Month", "Posts"),
                        places.groupBy(date_format(col("timestamp"), "yyyy-MM").as("month"))
                                .agg(count(lit(1)))
                                .orderBy("month"))
                .acrossThePage();
    }

    private Section categoriesByCountry() {
        Dataset<Row> posts = pins.join(places, "ind").select(named("country"), named("category"));
        Dataset<Row> largest = posts.groupBy("country")
                .agg(count(lit(1)).as("posts"))
                .orderBy(desc("posts"), asc("country"))
                .limit(COUNTRIES);
        return Section.of(
                        "categories-by-country",
                        "Categories by country",
                        "Posts of each category in the " + COUNTRIES
                                + " countries with the most posts, the largest first; darker shades mean more.",
                        List.of("Country", "Category", "Posts"),
                        posts.join(largest, "country")
                                .groupBy("country", "category", "posts")
                                .agg(count(lit(1)).as("in_category"))
                                .orderBy(desc("posts"), asc("country"), asc("category"))
                                .select("country", "category", "in_category"))
                .asSquare();
    }

    private Section categoriesByAgeGroup() {
        return Section.of(
                        "categories-by-age-group",
                        "Categories by age group",
                        "Posts of each category by the age of the user; darker shades mean more.",
                        List.of("Age group", "Category", "Posts"),
                        pins.join(users.filter(ageGroup().isNotNull()), "ind")
                                .groupBy(ageGroup().as("age_group"), named("category"))
                                .agg(min("age").as("youngest"), count(lit(1)).as("posts"))
                                .orderBy("youngest", "category")
                                .select("age_group", "category", "posts"))
                .asSquare();
    }

    private Section followers() {
        Column power = expr("pow(10, floor(log10(follower_count)))");
        Column digit = expr("follower_count / pow(10, floor(log10(follower_count)))");
        Column from = when(col("follower_count").lt(1), lit(0))
                .otherwise(
                        power.multiply(when(digit.lt(2), 1).when(digit.lt(5), 2).otherwise(5)))
                .cast("bigint");
        return Section.of(
                "followers",
                "Followers",
                "Pins by the poster's number of followers; each bar begins at 1, 2 or 5 times a power of ten.",
                List.of("Followers from", "Pins"),
                pins.filter("follower_count is not null")
                        .groupBy(from.as("followers_from"))
                        .agg(count(lit(1)))
                        .orderBy("followers_from"));
    }

    private Section medianFollowers() {
        return Section.of(
                "median-followers",
                "Median followers by age and year of joining",
                "The lower median of the users' followers, without unknown numbers.",
                List.of("Age group", "Year of joining", "Median followers"),
                pins.filter("follower_count is not null")
                        .join(users.filter(ageGroup().isNotNull()), "ind")
                        .groupBy(
                                ageGroup().as("age_group"),
                                year(col("date_joined")).as("joined"))
                        .agg(
                                min("age").as("youngest"),
                                expr("percentile_disc(0.5) within group (order by follower_count)")
                                        .as("median"))
                        .orderBy("youngest", "joined")
                        .select("age_group", "joined", "median"));
    }

    private Section usersJoined() {
        return Section.of(
                "users-joined",
                "Users joined",
                "Posts by the year in which their user joined, and the number of distinct users.",
                List.of("Year of joining", "Posts", "Users"),
                users.groupBy(year(col("date_joined")).as("joined"))
                        .agg(count(lit(1)), count_distinct(col("user_name"), col("age"), col("date_joined")))
                        .orderBy("joined"));
    }

    private Section places() {
        int latitude = order == CoordinateOrder.LAT_LONG ? 0 : 1;
        return Section.of(
                        "places",
                        "Where posts come from",
                        "Posts in each square of " + SQUARE + " degrees; larger dots mean more posts.",
                        List.of("Longitude", "Latitude", "Posts"),
                        places.groupBy(
                                        middle(1 - latitude, 180).as("longitude"),
                                        middle(latitude, 90).as("latitude"))
                                .agg(count(lit(1)))
                                .orderBy("longitude", "latitude"))
                .acrossThePage();
    }

    /** The middle of the square that contains a coordinate; the end of the scale belongs to the last square. */
    private static Column middle(int at, int end) {
        Column west = expr("floor(coordinates[" + at + "] / " + SQUARE + ") * " + SQUARE);
        return when(west.equalTo(end), lit(end - SQUARE)).otherwise(west).plus(SQUARE / 2.0);
    }

    private Section rows() {
        List<List<Object>> rows = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            rows.add(List.of(
                    kind.label(),
                    tables.table(kind).count(),
                    tables.quarantine(kind).count()));
        }
        return new Section(
                "rows",
                "Clean and quarantined",
                "Rows of the clean tables, and records of each topic or stream in quarantine.",
                List.of("Kind", "In the tables", "In quarantine"),
                rows,
                false,
                false);
    }

    private Section missing() {
        List<String> columns = Stream.of(pins.columns())
                .filter(name -> !name.equals("ind") && !name.equals("unique_id"))
                .toList();
        Row counts = pins.agg(
                        count(lit(1)),
                        columns.stream()
                                .map(name -> count(when(col(name).isNull(), 1)))
                                .toArray(Column[]::new))
                .first();
        List<List<Object>> rows = new ArrayList<>();
        for (int at = 0; at < columns.size(); at++) {
            rows.add(List.of(columns.get(at), counts.getLong(at + 1)));
        }
        return new Section(
                "missing",
                "Fields without a value",
                "Pins in which cleaning left a field empty, because it contained a placeholder such as"
                        + " “No description available”, or nothing.",
                List.of("Field", "Pins without a value"),
                rows,
                false,
                false);
    }

    private Section quarantineReasons() {
        return Section.of(
                "quarantine",
                "Reasons for quarantine",
                "Records that did not become clean rows, by topic or stream.",
                List.of("Kind", "Reason", "Records"),
                quarantine()
                        .groupBy("kind", "reason")
                        .agg(count(lit(1)).as("records"))
                        .orderBy(desc("records"), asc("reason"), asc("kind"))
                        .select("kind", "reason", "records"));
    }

    private Dataset<Row> quarantine() {
        return Stream.of(Kind.values())
                .map(kind -> tables.quarantine(kind).select(lit(kind.label()).as("kind"), col("reason")))
                .reduce(Dataset::union)
                .orElseThrow();
    }

    /** A text column, with a placeholder for nulls. */
    private static Column named(String column) {
        return coalesce(col(column), lit("(no value)")).as(column);
    }

    private static Column ageGroup() {
        return when(col("age").between(18, 24), "18-24")
                .when(col("age").between(25, 35), "25-35")
                .when(col("age").between(36, 50), "36-50")
                .when(col("age").gt(50), "+50");
    }
}
