package io.pinpipe.spark.kinesis;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles records that are gone before they were read: the query fails, unless configured otherwise. */
final class DataLoss {

    private static final Logger LOG = LoggerFactory.getLogger(DataLoss.class);

    private DataLoss() {}

    /**
     * Reports a loss.
     *
     * @throws IllegalStateException unless {@code failOnDataLoss} is false
     */
    static void report(SourceOptions options, String shard, String what, @Nullable Throwable cause) {
        String message = shard + " of " + options.where() + ": " + what;
        if (options.failOnDataLoss()) {
            throw new IllegalStateException(
                    message + ". To continue from the oldest remaining record, set failOnDataLoss=false for one run;"
                            + " to prevent this, raise the stream's retention period or run more often.",
                    cause);
        }
        LOG.warn("{}; continuing from the oldest remaining record, since failOnDataLoss=false", message);
    }
}
