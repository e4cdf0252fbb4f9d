package io.pinpipe.spark.stream;

import io.pinpipe.Destinations;
import io.pinpipe.Kind;
import io.pinpipe.testkit.servers.Kinesalite;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

final class KinesisTestFeed implements TestFeed {

    static {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    private final Destinations streams;
    private final URI endpoint;
    private final KinesisClient kinesis;

    KinesisTestFeed(Kinesalite server, String userId) {
        this.streams = Destinations.streams(userId);
        this.endpoint = server.endpoint();
        streams.all().forEach(stream -> server.createStream(stream, 2));
        this.kinesis = KinesisClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(endpoint)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }

    @Override
    public URI address() {
        return URI.create("kinesis://us-east-1?endpoint=" + endpoint);
    }

    @Override
    public void send(Kind kind, List<byte[]> records) {
        List<PutRecordsRequestEntry> entries = IntStream.range(0, records.size())
                .mapToObj(i -> PutRecordsRequestEntry.builder()
                        .partitionKey(Integer.toString(i))
                        .data(SdkBytes.fromByteArray(records.get(i)))
                        .build())
                .toList();
        kinesis.putRecords(request -> request.streamName(streams.of(kind)).records(entries));
    }

    @Override
    public void close() {
        kinesis.close();
    }

    @Override
    public String toString() {
        return "Kinesis";
    }
}
