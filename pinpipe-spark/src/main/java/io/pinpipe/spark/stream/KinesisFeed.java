package io.pinpipe.spark.stream;

import io.pinpipe.Destinations;
import io.pinpipe.spark.RawRecords;
import io.pinpipe.spark.kinesis.KinesisSource;
import java.net.URI;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamReader;
import org.jspecify.annotations.Nullable;

/** Kinesis streams, read with {@link KinesisSource}. */
final class KinesisFeed implements Feed {

    static final String SCHEME = "kinesis";

    private static final String ENDPOINT = "endpoint=";

    private final String region;
    private final @Nullable String endpoint;

    private KinesisFeed(String region, @Nullable String endpoint) {
        this.region = region;
        this.endpoint = endpoint;
    }

    static KinesisFeed of(URI from) {
        String region = from.getRawAuthority();
        String query = from.getQuery();
        boolean pathless = List.of("", "/").contains(String.valueOf(from.getRawPath()));
        // The address is not shown: it may contain a key before an '@'.
        if (region == null || region.contains("@") || !pathless || !(query == null || query.startsWith(ENDPOINT))) {
            throw new IllegalArgumentException(
                    "A Kinesis address must be kinesis://<region> or kinesis://<region>?endpoint=<address>; credentials"
                            + " come from the AWS SDK's default chain");
        }
        return new KinesisFeed(region, query == null ? null : query.substring(ENDPOINT.length()));
    }

    @Override
    public Destinations destinations(String userId) {
        return Destinations.streams(userId);
    }

    /** Without connecting: the source itself checks that the stream exists and is still the same. */
    @Override
    public List<Origin> origins(List<String> names) {
        return names.stream()
                .map(name -> new Origin("Kinesis in " + region, name, ""))
                .toList();
    }

    @Override
    public Dataset<Row> records(SparkSession spark, String name, long recordsPerBatch) {
        DataStreamReader reader = spark.readStream()
                .format(KinesisSource.FORMAT)
                .option("stream", name)
                .option("region", region)
                .option("maxRecordsPerTrigger", recordsPerBatch);
        return RawRecords.ofKinesis((endpoint == null ? reader : reader.option("endpoint", endpoint)).load());
    }
}
