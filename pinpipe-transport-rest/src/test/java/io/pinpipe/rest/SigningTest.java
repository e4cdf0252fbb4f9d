package io.pinpipe.rest;

import static io.pinpipe.rest.Batches.user;
import static io.pinpipe.rest.Endings.failure;
import static io.pinpipe.rest.Endings.receipt;
import static io.pinpipe.rest.ScriptedServer.answer;
import static io.pinpipe.rest.ScriptedServer.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.pinpipe.PublishException;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.testkit.servers.RawConnection.Request;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Credentials come from system properties, which the SDK's default chain reads first. */
class SigningTest {

    private static final String KEY_ID = "AKIDEXAMPLEFORTESTS1";
    private static final String SECRET_KEY = "wJalrXUtnFEMI-EXAMPLE-SECRET";
    private static final String TOKEN = "a-session-token-that-is-secret";
    private static final String REGION = "eu-west-1";

    private final ScriptedServer server = ScriptedServer.start();
    private final Map<String, Optional<String>> before = new TreeMap<>();

    @BeforeEach
    void giveCredentials() {
        set("aws.accessKeyId", KEY_ID);
        set("aws.secretAccessKey", SECRET_KEY);
        set("aws.sessionToken", TOKEN);
    }

    @AfterEach
    void stop() throws IOException {
        before.forEach((name, value) -> {
            if (value.isPresent()) {
                System.setProperty(name, value.get());
            } else {
                System.clearProperty(name);
            }
        });
        server.close();
    }

    @Test
    void theSignatureIsTheOneThatTheSdkMakesForTheRequestAsItArrived() {
        server.then(ScriptedServer.offsets());

        try (Publisher publisher = builder().build()) {
            receipt(publisher.send(user(1)));
        }

        assertSignatureFits("/test/topics/" + Batches.TOPIC);
    }

    @Test
    void aRequestForKinesisIsSignedTheSameWay() {
        server.then(answer(
                200, "{\"FailedRecordCount\":0,\"Records\":[{\"SequenceNumber\":\"1\",\"ShardId\":\"shardId-0\"}]}"));

        try (Publisher publisher = Publisher.open(
                URI.create("kinesis+" + server.base() + "/test"), Map.of("userId", "u", "sigV4", REGION))) {
            receipt(publisher.send(user(1)));
        }

        assertSignatureFits("/test/streams/streaming-u-user/records");
    }

    @Test
    void anApiKeyAndASignatureGoTogether() {
        server.then(ScriptedServer.offsets());

        try (Publisher publisher = builder().apiKey("k-1").build()) {
            receipt(publisher.send(user(1)));
        }

        assertThat(server.onlyRequest().headers())
                .containsEntry("x-api-key", "k-1")
                .containsKey("Authorization");
    }

    @Test
    void renewedCredentialsAreTakenForTheNextRequest() {
        server.then(answer(403, Map.of("x-amzn-ErrorType", "ExpiredTokenException"), "{\"message\":\"expired\"}"))
                .then(ScriptedServer.offsets());

        try (Publisher publisher = builder().build()) {
            assertThat(receipt(publisher.send(user(1))).attempts()).isEqualTo(2);
        }
    }

    @Test
    void refusedCredentialsAreTriedOnceMoreAndNoMore() {
        server.then(answer(403, Map.of("x-amzn-ErrorType", "InvalidSignatureException"), "{\"message\":\"no\"}"));

        try (Publisher publisher = builder().build()) {
            assertThat(failure(publisher.send(user(1))).reason()).isEqualTo(Reason.UNAUTHENTICATED);
        }

        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void withoutCredentialsNothingIsSentAndTheFailureNamesTheRemedy(@TempDir Path nowhere) {
        assumeThat(System.getenv()).doesNotContainKeys("AWS_ACCESS_KEY_ID", "AWS_CONTAINER_CREDENTIALS_FULL_URI");
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        set("aws.disableEc2Metadata", "true");
        set("aws.sharedCredentialsFile", nowhere.resolve("credentials").toString());
        set("aws.configFile", nowhere.resolve("config").toString());

        try (Publisher publisher = builder().build()) {
            PublishException failure = failure(publisher.send(user(1)));

            assertThat(failure.reason()).isEqualTo(Reason.UNAUTHENTICATED);
            assertThat(failure.maybeStored()).isFalse();
            assertThat(failure.attempts()).isEqualTo(2);
            assertThat(failure).hasMessageContaining("could not be signed: provide AWS credentials");
        }

        assertThat(server.requests()).isEmpty();
    }

    @Test
    void noSecretIsInAFailureEvenIfTheGatewayEchoesTheRequest() {
        server.then((request, connection) -> {
            connection.write(response(403, Map.of(), "{\"message\":\"" + request.headers() + "\"}"));
            return true;
        });

        try (Publisher publisher = builder().build()) {
            assertThat(failure(publisher.send(user(1))))
                    .hasMessageContaining("***")
                    .hasMessageNotContainingAny(TOKEN, KEY_ID, SECRET_KEY);
        }
    }

    @Test
    void aHeaderAuthorizationOfOnesOwnContradictsTheSignature() {
        assertThatThrownBy(() -> builder().header("authorization", "Basic abc").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sigV4 sets the header Authorization itself")
                .hasMessageNotContaining("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eu west", "EU", "eu-west-1/x"})
    void aRegionThatIsNoneIsRefused(String region) {
        assertThatThrownBy(() -> builder().sigV4(region).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sigV4 needs the name of a region");
    }

    @Test
    void withoutTheSdksSignerOnTheClasspathBuildNamesWhatToAdd() throws Exception {
        try (URLClassLoader bare = withoutAwsSdk()) {
            Object builder = bare.loadClass("io.pinpipe.rest.KafkaRestPublisher")
                    .getMethod("builder", URI.class)
                    .invoke(null, server.base());
            call(builder, "userId", "u");
            call(builder, "sigV4", REGION);

            assertThatThrownBy(() -> builder.getClass().getMethod("build").invoke(builder))
                    .hasRootCauseInstanceOf(IllegalArgumentException.class)
                    .hasRootCauseMessage(
                            "sigV4 needs the AWS SDK's signer: add software.amazon.awssdk:http-auth-aws and"
                                    + " software.amazon.awssdk:auth to the classpath");
        }
    }

    @Test
    void withoutTheSdksSignerOnTheClasspathAnUnsignedPublisherWorks() throws Exception {
        try (URLClassLoader bare = withoutAwsSdk()) {
            Object builder = bare.loadClass("io.pinpipe.rest.KafkaRestPublisher")
                    .getMethod("builder", URI.class)
                    .invoke(null, server.base());
            call(builder, "userId", "u");

            Object publisher = builder.getClass().getMethod("build").invoke(builder);

            assertThat(publisher).isInstanceOf(AutoCloseable.class);
            ((AutoCloseable) publisher).close();
        }
    }

    private KafkaRestPublisher.Builder builder() {
        return KafkaRestPublisher.builder(URI.create(server.base() + "/test"))
                .userId(Batches.USER_ID)
                .backoff(Duration.ofMillis(1))
                .sigV4(REGION);
    }

    private void assertSignatureFits(String path) {
        Request request = server.onlyRequest();
        String date = Objects.requireNonNull(request.headers().get("X-Amz-Date"));
        Clock then = Clock.fixed(
                LocalDateTime.parse(date, DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'"))
                        .toInstant(ZoneOffset.UTC),
                ZoneOffset.UTC);
        SdkHttpRequest arrived = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(request.line().split(" ", 2)[0]))
                .uri(URI.create("http://" + request.headers().get("Host") + path))
                .putHeader(
                        "Content-Type", Objects.requireNonNull(request.headers().get("Content-Type")))
                .build();
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(to -> to.identity(AwsSessionCredentialsIdentity.create(KEY_ID, SECRET_KEY, TOKEN))
                        .request(arrived)
                        .payload(ContentStreamProvider.fromByteArray(request.body()))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, REGION)
                        .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, then));

        assertThat(request.headers())
                .containsEntry("X-Amz-Security-Token", TOKEN)
                .containsEntry(
                        "Authorization",
                        signed.request().firstMatchingHeader("Authorization").orElseThrow());
    }

    private void set(String name, String value) {
        before.putIfAbsent(name, Optional.ofNullable(System.getProperty(name)));
        System.setProperty(name, value);
    }

    private static void call(Object builder, String setter, String value) throws ReflectiveOperationException {
        builder.getClass().getMethod(setter, String.class).invoke(builder, value);
    }

    /** The classpath of this test without the optional libraries. */
    private static URLClassLoader withoutAwsSdk() {
        URL[] classpath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("awssdk"))
                .map(SigningTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(classpath, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(entry, e);
        }
    }
}
