package io.pinpipe.examples.demo;

import io.pinpipe.Destinations;
import io.pinpipe.kinesis.KinesisPublisher;
import io.pinpipe.rest.KinesisGatewayPublisher;
import io.pinpipe.testkit.servers.GatewayStandIn;
import io.pinpipe.testkit.servers.Kinesalite;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The legs to Kinesis, with the servers that they need; none on a machine without kinesalite. */
final class KinesisLegs implements AutoCloseable {

    static final String SDK = "Kinesis SDK";
    static final String GATEWAY = "Kinesis gateway";

    private static final String SDK_USER = "de3000000003";
    private static final String GATEWAY_USER = "de3000000004";
    private static final int SHARDS = 3;

    private final @Nullable Kinesalite kinesis;
    private final @Nullable GatewayStandIn gateway;
    private final List<DemoLeg> legs;
    private final Map<String, String> leftOut;

    private KinesisLegs(String missing) {
        this.kinesis = null;
        this.gateway = null;
        this.legs = List.of();
        this.leftOut = new TreeMap<>(Map.of(SDK, missing, GATEWAY, missing));
    }

    private KinesisLegs(Kinesalite kinesis, GatewayStandIn gateway) {
        this.kinesis = kinesis;
        this.gateway = gateway;
        this.legs = List.of(bySdk(kinesis), throughGateway(kinesis, gateway));
        this.leftOut = Map.of();
    }

    /** Installs kinesalite with npm if node and npm are there and kinesalite is not. */
    static void provide() {
        try {
            if (!Kinesalite.isInstalled()) {
                Kinesalite.install(Path.of(Kinesalite.DEFAULT_FOLDER));
            }
        } catch (IllegalStateException | UncheckedIOException e) {
            // without it the legs are skipped, with the reason
        }
    }

    static KinesisLegs open() {
        String missing = Kinesalite.missing();
        if (missing != null) {
            return new KinesisLegs("kinesalite is not installed; to install it, " + missing);
        }
        // kinesalite accepts JSON only, and the SDK has no other setting for it.
        System.setProperty("aws.cborEnabled", "false");
        Kinesalite kinesis = Kinesalite.open();
        try {
            return new KinesisLegs(
                    kinesis, GatewayStandIn.builder(kinesis.endpoint()).start());
        } catch (RuntimeException | Error e) {
            kinesis.close();
            throw e;
        }
    }

    List<DemoLeg> legs() {
        return legs;
    }

    /** Why legs are missing, by name. */
    Map<String, String> leftOut() {
        return leftOut;
    }

    @Override
    public void close() {
        if (gateway != null) {
            gateway.close();
        }
        if (kinesis != null) {
            kinesis.close();
        }
    }

    private static DemoLeg bySdk(Kinesalite kinesis) {
        return new StreamsLeg(
                SDK,
                SDK_USER,
                kinesis,
                KinesisPublisher.builder("us-east-1")
                        .endpoint(kinesis.endpoint())
                        .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("demo", "demo")))
                        .userId(SDK_USER)
                        .createStreams(SHARDS)::build);
    }

    private static DemoLeg throughGateway(Kinesalite kinesis, GatewayStandIn gateway) {
        Destinations.streams(GATEWAY_USER).all().forEach(stream -> kinesis.createStream(stream, SHARDS));
        return new StreamsLeg(
                GATEWAY,
                GATEWAY_USER,
                kinesis,
                KinesisGatewayPublisher.builder(gateway.uri()).userId(GATEWAY_USER)::build);
    }
}
