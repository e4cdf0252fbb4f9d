package io.pinpipe.rest;

import io.pinpipe.transport.BatchPublisherBuilder;
import io.pinpipe.transport.Options;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a publisher over HTTP.
 *
 * @param <B> the builder's own type
 */
public abstract class HttpPublisherBuilder<B extends HttpPublisherBuilder<B>> extends BatchPublisherBuilder<B> {

    /** Default of {@link #connectTimeout}: 10 s. */
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** The largest request that API Gateway accepts: {@value} bytes; a fixed limit, above which it returns 413. */
    public static final long API_GATEWAY_REQUEST_BYTES = 10L * 1024 * 1024;

    /** Default of {@link #allowPlainHttp}: {@value}. */
    public static final boolean DEFAULT_ALLOW_PLAIN_HTTP = false;

    private static final Pattern REGION = Pattern.compile("[a-z0-9-]+");

    private final BaseAddress base;
    private final RequestHeaders headers = new RequestHeaders();
    private @Nullable String signingRegion;
    private boolean allowPlainHttp = DEFAULT_ALLOW_PLAIN_HTTP;
    private Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;

    HttpPublisherBuilder(URI base, String appended) {
        this.base = new BaseAddress(Objects.requireNonNull(base, "base"), appended);
    }

    /**
     * Adds a header to every request, replacing an earlier one of the same name.
     *
     * @param name the header's name; not one that the publisher itself sets, such as {@code Content-Type}
     * @param value visible ASCII; treated as a secret and never shown
     * @return this builder
     */
    public final B header(String name, String value) {
        headers.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return self();
    }

    /**
     * Adds headers to every request, each like {@link #header(String, String)} .
     *
     * @param headers values by name
     * @return this builder
     */
    public final B headers(Map<String, String> headers) {
        headers.forEach(this::header);
        return self();
    }

    /**
     * Adds the header {@code x-api-key} to every request, as API Gateway requires for API keys.
     *
     * @param apiKey the key; never shown
     * @return this builder
     */
    public final B apiKey(String apiKey) {
        return header("x-api-key", Objects.requireNonNull(apiKey, "apiKey"));
    }

    /**
     * Signs every request (AWS Signature Version 4, service {@code execute-api}), for an API Gateway with IAM
     * authorization.
     *
     * <p>Needs {@code software.amazon.awssdk:http-auth-aws} and {@code software.amazon.awssdk:auth}, which this module
     * declares as optional dependencies. Credentials come from the SDK's default chain: system properties, environment,
     * profile, container or instance.
     *
     * @param region the API's region, such as {@code us-east-1}
     * @return this builder
     */
    public final B sigV4(String region) {
        this.signingRegion = Objects.requireNonNull(region, "region");
        return self();
    }

    /**
     * Timeout for connecting to one address of the host; the request as a whole has {@link #requestTimeout}.
     *
     * @param connectTimeout more than zero; 10 s by default
     * @return this builder
     */
    public final B connectTimeout(Duration connectTimeout) {
        this.connectTimeout = Objects.requireNonNull(connectTimeout, "connectTimeout");
        return self();
    }

    /**
     * Whether headers and signatures may go over {@code http://} to a host other than this machine, where anyone on the
     * path can read them.
     *
     * @param allowPlainHttp {@value #DEFAULT_ALLOW_PLAIN_HTTP} by default: such settings are rejected
     * @return this builder
     */
    public final B allowPlainHttp(boolean allowPlainHttp) {
        this.allowPlainHttp = allowPlainHttp;
        return self();
    }

    @Override
    protected Options options() {
        return super.options()
                .text("apiKey", this::apiKey)
                .text("sigV4", this::sigV4)
                .family("header.", this::header)
                .truth("allowPlainHttp", this::allowPlainHttp)
                .duration("connectTimeout", this::connectTimeout)
                .positive(() -> connectTimeout);
    }

    @Override
    protected List<String> problems() {
        List<String> problems = super.problems();
        problems.addAll(base.problems());
        problems.addAll(headers.problems());
        require(
                problems,
                connectTimeout.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) <= 0,
                "connectTimeout must be at most 24 days, not " + connectTimeout);
        addSigningProblems(problems);
        boolean isSecret = !headers.isEmpty() || signingRegion != null;
        require(
                problems,
                allowPlainHttp || !isSecret || !base.isPlainToElsewhere(),
                "apiKey, headers and signatures would go over http:// in the clear: write https://,"
                        + " or set allowPlainHttp=true if the network is trusted");
        require(
                problems,
                !isBeforeApiGateway() || batchBytes() <= API_GATEWAY_REQUEST_BYTES,
                "batchBytes must be at most " + API_GATEWAY_REQUEST_BYTES + " for API Gateway, not " + batchBytes());
        return problems;
    }

    /** Whether the requests are known to go to API Gateway. */
    boolean isBeforeApiGateway() {
        return base.isApiGateway();
    }

    final BaseAddress base() {
        return base;
    }

    /** Creates the transport, once the settings are validated. */
    final HttpTransport transport(WireProtocol protocol) {
        RequestSigner signer = signingRegion == null ? null : new SigV4Signer(signingRegion);
        long answerBytesMax = HttpAnswer.wireBytesMax(batchRecords());
        HttpClientHolder link = new HttpClientHolder(base.url().host(), connectTimeout, answerBytesMax, signer);
        return new HttpTransport(protocol, link, headers.toHeaders());
    }

    private void addSigningProblems(List<String> problems) {
        if (signingRegion == null) {
            return;
        }
        require(
                problems,
                REGION.matcher(signingRegion).matches(),
                "sigV4 needs the name of a region, such as us-east-1");
        require(
                problems,
                !headers.contains("Authorization"),
                "sigV4 sets the header Authorization itself: leave that header out");
        require(
                problems,
                hasSigner(),
                "sigV4 needs the AWS SDK's signer: add software.amazon.awssdk:http-auth-aws and"
                        + " software.amazon.awssdk:auth to the classpath");
    }

    private static boolean hasSigner() {
        ClassLoader loader = HttpPublisherBuilder.class.getClassLoader();
        try {
            Class.forName("software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner", false, loader);
            Class.forName("software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider", false, loader);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
