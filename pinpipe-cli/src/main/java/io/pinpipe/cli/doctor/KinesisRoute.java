package io.pinpipe.cli.doctor;

import io.pinpipe.internal.KinesisCodes;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClientBuilder;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;

/** The hops to Kinesis, with the AWS SDK. Not thread-safe. */
final class KinesisRoute {

    private static final String ENDPOINT = "endpoint=";

    private final Target target;
    private final String region;
    private final URI endpoint;
    private final boolean isOwnEndpoint;
    private final HttpConnectivityChecks connectivity;
    private final TestSend test;
    private final Duration patience;

    KinesisRoute(Target target, Network network, Duration patience) {
        this.target = target;
        this.region = Objects.requireNonNullElse(target.uri().getRawAuthority(), "");
        String own = own(target);
        this.isOwnEndpoint = own != null;
        this.endpoint = own == null ? service(region) : URI.create(own);
        this.connectivity = new HttpConnectivityChecks(endpoint, network);
        this.test = new TestSend(target);
        this.patience = patience;
    }

    void walk(Route route) throws InterruptedException {
        route.then("settings", test::settings);
        connectivity.walk(route);
        route.then("aws credentials", KinesisRoute::credentials).then("streams", this::streams);
        test.walk(route);
    }

    /** The endpoint in a target's address, or null for the region's own. */
    static @Nullable String own(Target target) {
        String query = target.uri().getQuery();
        return query != null && query.startsWith(ENDPOINT)
                ? query.substring(ENDPOINT.length())
                : target.options().get("endpoint");
    }

    /** The SDK's endpoint of Kinesis in a region. */
    private static URI service(String region) {
        return URI.create("https://" + KinesisClient.serviceMetadata().endpointFor(Region.of(region)));
    }

    private static CheckResult credentials() {
        try (DefaultCredentialsProvider provider =
                DefaultCredentialsProvider.builder().build()) {
            String from = provider.resolveCredentials()
                    .providerName()
                    .map(CredentialsSource::named)
                    .orElse("the SDK's chain");
            return CheckResult.ok("an access key was found in " + from);
        } catch (SdkClientException e) {
            return CheckResult.wrong(
                    "no AWS credentials were found",
                    "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or use a profile or a role");
        }
    }

    private CheckResult streams() {
        List<String> streams = KinesisGatewayRoute.streams(target);
        List<String> states = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        try (KinesisAsyncClient client = client()) {
            for (String stream : streams.isEmpty() ? List.of("pinpipe-doctor") : streams) {
                try {
                    StreamDescriptionSummary summary = client.describeStreamSummary(
                                    request -> request.streamName(stream))
                            .join()
                            .streamDescriptionSummary();
                    String state = stream + " is " + summary.streamStatusAsString();
                    (isUsable(summary) ? states : wrong).add(state);
                } catch (CompletionException e) {
                    if (!(e.getCause() instanceof ResourceNotFoundException)) {
                        return refused(e.getCause());
                    }
                    wrong.add(stream + " does not exist");
                }
            }
        }
        if (streams.isEmpty()) {
            return CheckResult.unseen("Kinesis responds, but no user id was given", "use --user-id");
        }
        return wrong.isEmpty()
                ? CheckResult.ok(String.join(", ", states))
                : CheckResult.wrong(
                        "in " + region + " " + String.join(", ", wrong),
                        "create the stream or wait for it, or correct the user id or the region");
    }

    private static boolean isUsable(StreamDescriptionSummary summary) {
        return switch (summary.streamStatus()) {
            case ACTIVE, UPDATING -> true;
            default -> false;
        };
    }

    private static CheckResult refused(@Nullable Throwable cause) {
        if (cause instanceof AwsServiceException service && service.awsErrorDetails() != null) {
            String code = String.valueOf(service.awsErrorDetails().errorCode());
            String saw = "Kinesis returned " + service.statusCode() + ", " + code;
            return switch (KinesisCodes.refused("Kinesis", code, "").reason()) {
                case FORBIDDEN ->
                    CheckResult.unseen(
                            saw,
                            "allow the credentials' role to call kinesis:DescribeStreamSummary, or use --send-test");
                case UNAUTHENTICATED ->
                    CheckResult.wrong(saw, "renew or correct the AWS credentials, and check this machine's clock");
                default -> CheckResult.wrong(saw, "see this code in the Kinesis API reference");
            };
        }
        if (cause instanceof SdkException sdk) {
            return CheckResult.wrong(
                    "Kinesis cannot be queried, " + sdk.getMessage(), "check that the endpoint is Kinesis");
        }
        throw new IllegalStateException(cause);
    }

    private KinesisAsyncClient client() {
        KinesisAsyncClientBuilder builder = KinesisAsyncClient.builder()
                .region(Region.of(region))
                // As the publisher does; emulators support no other.
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
                .overrideConfiguration(settings -> settings.apiCallTimeout(patience));
        if (isOwnEndpoint) {
            builder.endpointOverride(endpoint);
        }
        return builder.build();
    }
}
