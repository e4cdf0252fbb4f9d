package io.pinpipe.benchmarks.kinesis;

import io.pinpipe.benchmarks.GeneratedPins;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** The AWS SDK's own client. */
abstract class SdkContestant extends KinesisContestant {

    private @Nullable KinesisAsyncClient client;

    SdkContestant(String name, Supplier<FarSide> farSides, GeneratedPins pins) {
        super(name, farSides, pins);
    }

    final KinesisAsyncClient client() {
        return Objects.requireNonNull(client);
    }

    @Override
    final void open(FarSide farSide) {
        client = KinesisAsyncClient.builder()
                .region(Region.of(REGION))
                .endpointOverride(farSide.endpoint())
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
