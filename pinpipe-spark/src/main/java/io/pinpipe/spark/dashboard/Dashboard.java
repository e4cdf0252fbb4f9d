package io.pinpipe.spark.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pinpipe.clean.CleanGeo.CoordinateOrder;
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
 * A user's clean tables as one HTML file: charts with a table under each, in light and dark, for large screens and
 * phones. The file is self-contained and needs no network.
 *
 * <p>The same tables always produce the same file. Immutable and thread-safe.
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
     * Returns the dashboard of a user's tables; nothing is read yet.
     *
     * @param spark the session that reads the tables
     * @param lake the folder or address above the tables
     * @param userId the user of the tables
     * @return a dashboard for tables whose coordinates are latitude, longitude
     * @throws IllegalArgumentException if the user id cannot be part of a topic name
     */
    public static Dashboard of(SparkSession spark, String lake, String userId) {
        DeltaTables.open(spark, lake, userId);
        return new Dashboard(spark, lake, userId, CoordinateOrder.LAT_LONG);
    }

    /**
     * Returns the same dashboard for another order of coordinates, which the tables do not record.
     *
     * @param order the order with which the posts were cleaned
     * @return a dashboard with that order
     */
    public Dashboard coordinateOrder(CoordinateOrder order) {
        return new Dashboard(spark, lake, userId, Objects.requireNonNull(order));
    }

    /**
     * Reads the tables and returns the page, for instance for {@code displayHTML} in a notebook.
     *
     * @return a complete HTML document
     * @throws IllegalArgumentException if a table is missing
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
     * Reads the tables and writes the page.
     *
     * @param file a file on this machine; an existing one is replaced atomically, missing folders are created
     * @throws IllegalArgumentException if a table is missing
     * @throws UncheckedIOException if the file cannot be written; an existing one is left unchanged
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

    /** Table data such as {@code </script>} must not end the element that contains them. */
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

    /** Replaces each placeholder with its text; the texts themselves are not searched for placeholders. */
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
