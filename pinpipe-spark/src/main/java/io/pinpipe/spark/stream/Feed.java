package io.pinpipe.spark.stream;

import io.pinpipe.Destinations;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Where posts are streamed from. */
interface Feed {

    /**
     * The feed of an address, without connecting to it.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Feed of(URI from, Map<String, String> kafkaProperties) {
        return switch (String.valueOf(from.getScheme()).toLowerCase(Locale.ROOT)) {
            case KafkaFeed.SCHEME -> KafkaFeed.of(from, kafkaProperties);
            case KinesisFeed.SCHEME -> KinesisFeed.of(from);
            default ->
                throw new IllegalArgumentException("Posts are streamed from kafka://host:port[,host:port] or"
                        + " kinesis://region[?endpoint=address]; the address given is neither");
        };
    }

    /** The topics or streams of a user. */
    Destinations destinations(String userId);

    /**
     * What each topic or stream is.
     *
     * @return in the order of the names
     * @throws IllegalArgumentException when there is no such thing
     */
    List<Origin> origins(List<String> names);

    /**
     * A topic or stream from its oldest record on.
     *
     * @param recordsPerBatch the most records of a batch
     * @return a streaming dataset in the columns of {@link io.pinpipe.spark.RawRecords#SCHEMA}
     */
    Dataset<Row> records(SparkSession spark, String name, long recordsPerBatch);
}
