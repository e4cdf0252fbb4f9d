package io.pinpipe.benchmarks.kinesis;

import io.pinpipe.benchmarks.GeneratedPins;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** A candidate with the AWS SDK's own client. */
abstract class SdkCandidate extends KinesisCandidate {

    private @Nullable KinesisAsyncClient client;

    SdkCandidate(String name, Supplier<KinesisTarget> targets, GeneratedPins pins) {
        super(name, targets, pins);
    }

    final KinesisAsyncClient client() {
        return Objects.requireNonNull(client);
    }

    @Override
    final void open(KinesisTarget service) {
        client = KinesisAsyncClient.builder()
                .region(Region.of(REGION))
                .endpointOverride(service.endpoint())
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
                .build();
    }

    @Override
    final void close() {
        if (client != null) {
            client.close();
        }
    }
}
