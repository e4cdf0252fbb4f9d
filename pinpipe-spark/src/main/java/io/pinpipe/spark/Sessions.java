package io.pinpipe.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Starts Spark; nothing else does.
 *
 * <p>An existing session, as in a notebook, is used as it is. Settings of {@code spark-submit} and system properties are
 * kept; the others make Spark run quietly on the cores of one machine, reachable from nowhere else, with Delta and in
 * UTC.
 */
public final class Sessions {

    /** Shuffle tasks per core: enough for a task's share of a large table to fit into memory. */
    private static final int SHUFFLE_TASKS_A_CORE = 8;

    private Sessions() {}

    /**
     * Returns the session of this process, starting Spark if necessary. Spark stops when the process ends.
     *
     * @param name the application name, if Spark is started
     * @return the session
     * @throws IllegalArgumentException if Hadoop does not run on this version of Java
     */
    public static SparkSession open(String name) {
        Optional<SparkSession> running = running();
        if (running.isPresent()) {
            return running.get();
        }
        requireHadoop();
        SparkConf conf = new SparkConf();
        boolean submitted = conf.contains("spark.submit.deployMode");
        conf.setIfMissing("spark.app.name", name);
        delta().forEach(conf::setIfMissing);
        if (!submitted) {
            oneMachine().forEach(conf::setIfMissing);
        }
        SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
        if (!submitted) {
            spark.sparkContext().setLogLevel("WARN");
        }
        return spark;
    }

    /** Hadoop finds the current user through a Java API that has been removed. */
    private static void requireHadoop() {
        try {
            UserGroupInformation.getCurrentUser();
        } catch (UnsupportedOperationException e) {
            throw new IllegalArgumentException(
                    "Spark's Hadoop does not run on Java " + Runtime.version().feature()
                            + ": run the program with Java 17 or 21, such as /path/to/jdk-17/bin/java -jar …",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("Hadoop cannot determine its user: " + e.getMessage(), e);
        }
    }

    private static Optional<SparkSession> running() {
        scala.Option<SparkSession> active = SparkSession.getActiveSession();
        scala.Option<SparkSession> found = active.isDefined() ? active : SparkSession.getDefaultSession();
        return found.isDefined() && !found.get().sparkContext().isStopped()
                ? Optional.of(found.get())
                : Optional.empty();
    }

    private static Map<String, String> delta() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
        settings.put("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
        settings.put("spark.sql.session.timeZone", "UTC");
        return settings;
    }

    private static Map<String, String> oneMachine() {
        int cores = Runtime.getRuntime().availableProcessors();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spark.master", "local[*]");
        settings.put("spark.driver.bindAddress", "127.0.0.1");
        settings.put("spark.driver.host", "127.0.0.1");
        settings.put("spark.ui.enabled", "false");
        settings.put("spark.ui.showConsoleProgress", "false");
        settings.put("spark.sql.shuffle.partitions", Integer.toString(SHUFFLE_TASKS_A_CORE * cores));
        settings.put("spark.databricks.delta.snapshotPartitions", Integer.toString(cores));
        settings.put(
                "spark.sql.warehouse.dir",
                Path.of(System.getProperty("java.io.tmpdir"), "pinpipe-warehouse")
                        .toUri()
                        .toString());
        return settings;
    }
}
