package io.pinpipe.spark.kinesis;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done about records that are gone before they were read: the query fails, unless it was told not to. */
final class DataLoss {

    private static final Logger LOG = LoggerFactory.getLogger(DataLoss.class);

    private DataLoss() {}

    /**
     * Tells of a loss.
     *
     * @throws IllegalStateException unless {@code failOnDataLoss} is false
     */
    static void report(SourceOptions options, String shard, String what, @Nullable Throwable cause) {
        String message = shard + " of " + options.where() + ": " + what;
        if (options.failOnDataLoss()) {
            throw new IllegalStateException(
                    message + ". To go on from the oldest record there is, set failOnDataLoss=false for one run;"
                            + " to keep this from happening, raise the stream's retention period or run more often.",
                    cause);
        }
        LOG.warn("{}; going on from the oldest record there is, since failOnDataLoss=false", message);
    }
}
