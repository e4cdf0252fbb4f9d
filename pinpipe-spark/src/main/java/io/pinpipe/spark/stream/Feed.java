package io.pinpipe.spark.stream;

import io.pinpipe.Destinations;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The source of streamed posts. */
interface Feed {

    /**
     * Returns the feed of an address, without connecting to it.
     *
     * @throws IllegalArgumentException if the address is not valid
     */
    static Feed of(URI from, Map<String, String> kafkaProperties) {
        return switch (String.valueOf(from.getScheme()).toLowerCase(Locale.ROOT)) {
            case KafkaFeed.SCHEME -> KafkaFeed.of(from, kafkaProperties);
            case KinesisFeed.SCHEME -> KinesisFeed.of(from);
            default ->
                throw new IllegalArgumentException("The source of posts must be kafka://host:port[,host:port] or"
                        + " kinesis://region[?endpoint=address]; the given address is neither");
        };
    }

    /** The topics or streams of a user. */
    Destinations destinations(String userId);

    /**
     * Queries the topics or streams.
     *
     * @return their origins, in the order of the names
     * @throws IllegalArgumentException if one does not exist
     */
    List<Origin> origins(List<String> names);

    /**
     * Reads a topic or stream from its oldest record on.
     *
     * @param recordsPerBatch the maximum number of records per batch
     * @return a streaming dataset in the columns of {@link io.pinpipe.spark.RawRecords#SCHEMA}
     */
    Dataset<Row> records(SparkSession spark, String name, long recordsPerBatch);
}
