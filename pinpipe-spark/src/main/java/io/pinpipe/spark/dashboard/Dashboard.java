package io.pinpipe.spark.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pinpipe.clean.CoordinateOrder;
import io.pinpipe.internal.WholeFile;
import io.pinpipe.spark.DeltaTables;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;

/**
 * The clean tables of one user as one HTML file: charts with a table under each, in light and dark, for large screens and
 * phones. It holds all that it needs, and asks no network for anything.
 *
 * <p>The same tables always give the same file. Immutable and safe for use by many threads.
 */
public final class Dashboard {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    private static final JsonMapper JSON = new JsonMapper();

    private final SparkSession spark;
    private final String lake;
    private final String userId;
    private final CoordinateOrder order;

    private Dashboard(SparkSession spark, String lake, String userId, CoordinateOrder order) {
        this.spark = spark;
        this.lake = lake;
        this.userId = userId;
        this.order = order;
    }

    /**
     * Names the tables to show; nothing is read yet.
     *
     * @param spark the session that counts
     * @param lake the folder or address above the tables
     * @param userId whose tables
     * @return a dashboard of tables whose coordinates are latitude, longitude
     * @throws IllegalArgumentException when the user id is not one that topics can have
     */
    public static Dashboard of(SparkSession spark, String lake, String userId) {
        DeltaTables.open(spark, lake, userId);
        return new Dashboard(spark, lake, userId, CoordinateOrder.LAT_LONG);
    }

    /**
     * Says which coordinate the tables have first, since they do not.
     *
     * @param order as the posts were cleaned
     * @return a dashboard that reads coordinates so
     */
    public Dashboard coordinateOrder(CoordinateOrder order) {
        return new Dashboard(spark, lake, userId, Objects.requireNonNull(order));
    }

    /**
     * Counts and makes the page, such as for {@code displayHTML} in a notebook.
     *
     * @return a whole HTML document
     * @throws IllegalArgumentException when a table is missing
     */
    public String html() {
        Figures figures = new Figures(DeltaTables.open(spark, lake, userId), order);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("period", figures.period());
        data.put(
                "totals",
                figures.totals().entrySet().stream()
                        .map(total -> List.of(total.getKey(), total.getValue()))
                        .toList());
        data.put("sections", figures.sections());
        return fill(
                resource("dashboard.html"),
                Map.of(
                        "title", "Posts of " + userId,
                        "style", resource("dashboard.css"),
                        "data", json(data),
                        "library", script(resource("echarts.min.js")),
                        "script", script(resource("dashboard.js"))));
    }

    /**
     * Counts and writes the page.
     *
     * @param file a file on this machine; replaced in one step when it is there, made with its folders when not
     * @throws IllegalArgumentException when a table is missing
     * @throws UncheckedIOException when the file cannot be written; what it held before stays
     */
    public void write(Path file) {
        String page = html();
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            WholeFile.write(file, page);
        } catch (IOException e) {
            throw new UncheckedIOException("The dashboard " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** What a table holds, such as {@code </script>}, must not end the element that the data stand in. */
    static String json(Object data) {
        try {
            return JSON.writeValueAsString(data).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The figures could not be written as JSON", e);
        }
    }

    private static String script(String source) {
        return source.replace("</script", "<\\/script");
    }

    /** Puts each text in its place; what a text holds is not looked at again. */
    private static String fill(String template, Map<String, String> texts) {
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(Objects.requireNonNull(texts.get(place.group(1)))));
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Dashboard.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
