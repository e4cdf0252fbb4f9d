package io.pinpipe.spark.stream;

import io.pinpipe.Destinations;
import io.pinpipe.spark.RawRecords;
import io.pinpipe.spark.kafka.KafkaTopics;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamReader;

/** Topics, read with Spark's own source. */
final class KafkaFeed implements Feed {

    static final String SCHEME = "kafka";

    private final String servers;
    private final Map<String, String> properties;

    private KafkaFeed(String servers, Map<String, String> properties) {
        this.servers = servers;
        this.properties = properties;
    }

    static KafkaFeed of(URI from, Map<String, String> properties) {
        // With more than one host, getHost() is null. The address is not shown: it may contain a login.
        String servers = from.getRawAuthority();
        if (servers == null || servers.contains("@")) {
            throw new IllegalArgumentException(
                    "A Kafka address must be kafka://host:port[,host:port]; put a login into the client properties");
        }
        return new KafkaFeed(servers, Map.copyOf(properties));
    }

    @Override
    public Destinations destinations(String userId) {
        return Destinations.topics(userId);
    }

    @Override
    public List<Origin> origins(List<String> names) {
        KafkaTopics topics = KafkaTopics.find(servers, properties, names);
        return names.stream()
                .map(name -> new Origin(
                        "the Kafka cluster " + topics.cluster(),
                        name,
                        String.valueOf(topics.ids().get(name))))
                .toList();
    }

    @Override
    public Dataset<Row> records(SparkSession spark, String name, long recordsPerBatch) {
        DataStreamReader reader = spark.readStream().format("kafka");
        properties.forEach((property, value) -> reader.option("kafka." + property, value));
        return RawRecords.ofKafka(reader.option("kafka.bootstrap.servers", servers)
                .option("subscribe", name)
                .option("startingOffsets", "earliest")
                .option("maxOffsetsPerTrigger", recordsPerBatch)
                .option("failOnDataLoss", true)
                .load());
    }
}
