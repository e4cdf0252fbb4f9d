package io.pinpipe.spark;

/** What Spark and its libraries say on standard error. */
final class Logging {

    private static final String SETTING = "log4j2.configurationFile";

    private Logging() {}

    /** Lets through warnings only, unless the user or {@code spark-submit} has configured the log. */
    static void quietUnlessSet() {
        boolean submitted = System.getProperty("spark.submit.deployMode") != null;
        if (!submitted && System.getProperty(SETTING) == null) {
            System.setProperty(SETTING, "io/pinpipe/spark/log4j2.properties");
        }
    }
}
