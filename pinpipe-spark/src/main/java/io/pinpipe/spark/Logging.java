package io.pinpipe.spark;

/** The logging of Spark and its libraries to standard error. */
final class Logging {

    private static final String SETTING = "log4j2.configurationFile";

    private Logging() {}

    /** Logs warnings only, unless the user or {@code spark-submit} has configured logging. */
    static void quietUnlessSet() {
        boolean submitted = System.getProperty("spark.submit.deployMode") != null;
        if (!submitted && System.getProperty(SETTING) == null) {
            System.setProperty(SETTING, "io/pinpipe/spark/log4j2.properties");
        }
    }
}
