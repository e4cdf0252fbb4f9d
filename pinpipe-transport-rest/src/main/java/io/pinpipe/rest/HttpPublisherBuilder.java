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
 * The settings of a publisher that speaks HTTP.
 *
 * @param <B> the builder's own type
 */
public abstract class HttpPublisherBuilder<B extends HttpPublisherBuilder<B>> extends BatchPublisherBuilder<B> {

    /** Default of {@link #connectTimeout}: {@value} s. */
    public static final int DEFAULT_CONNECT_TIMEOUT_SECONDS = 10;

    /** The largest request that API Gateway takes: {@value} bytes; it answers 413 to more, and cannot be told otherwise. */
    public static final long API_GATEWAY_REQUEST_BYTES = 10L * 1024 * 1024;

    /** Default of {@link #allowPlainHttp}: {@value}. */
    public static final boolean DEFAULT_ALLOW_PLAIN_HTTP = false;

    private static final Pattern REGION = Pattern.compile("[a-z0-9-]+");

    private final BaseAddress base;
    private final RequestHeaders headers = new RequestHeaders();
    private @Nullable String signingRegion;
    private boolean allowPlainHttp = DEFAULT_ALLOW_PLAIN_HTTP;
    private Duration connectTimeout = Duration.ofSeconds(DEFAULT_CONNECT_TIMEOUT_SECONDS);

    HttpPublisherBuilder(URI base, String appended) {
        this.base = new BaseAddress(Objects.requireNonNull(base, "base"), appended);
    }

    /**
     * Adds a header to every request, in place of an earlier one of this name.
     *
     * @param name the header's name, but none that the publisher sets by itself, such as {@code Content-Type}
     * @param value visible ASCII; taken for a secret, and never shown
     * @return this builder
     */
    public final B header(String name, String value) {
        headers.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return self();
    }

    /**
     * Adds headers to every request, as {@link #header(String, String)} does.
     *
     * @param headers values by name
     * @return this builder
     */
    public final B headers(Map<String, String> headers) {
        headers.forEach(this::header);
        return self();
    }

    /**
     * Adds the header {@code x-api-key} to every request, as API Gateway asks for it.
     *
     * @param apiKey the key; never shown
     * @return this builder
     */
    public final B apiKey(String apiKey) {
        return header("x-api-key", Objects.requireNonNull(apiKey, "apiKey"));
    }

    /**
     * Signs every request (AWS Signature Version 4, service {@code execute-api}), for an API Gateway whose methods ask
     * for IAM authorization.
     *
     * <p>Needs {@code software.amazon.awssdk:http-auth-aws} and {@code software.amazon.awssdk:auth}, which this module
     * only names as optional dependencies. Credentials come from the SDK's default chain: system properties, environment,
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
     * How long connecting to one address of the host may take; the request as a whole has {@link #requestTimeout}.
     *
     * @param connectTimeout more than zero; {@value #DEFAULT_CONNECT_TIMEOUT_SECONDS} s by default
     * @return this builder
     */
    public final B connectTimeout(Duration connectTimeout) {
        this.connectTimeout = Objects.requireNonNull(connectTimeout, "connectTimeout");
        return self();
    }

    /**
     * Whether headers and signatures may go over {@code http://} to another host than this one, where whoever is on the
     * way can read them.
     *
     * @param allowPlainHttp {@value #DEFAULT_ALLOW_PLAIN_HTTP} by default: such settings are refused
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
                .duration("connectTimeout", this::connectTimeout);
    }

    @Override
    protected List<String> problems() {
        List<String> problems = super.problems();
        problems.addAll(base.problems());
        problems.addAll(headers.problems());
        requirePositive(problems, "connectTimeout", connectTimeout);
        require(
                problems,
                connectTimeout.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) <= 0,
                "connectTimeout must be at most 24 days, not " + connectTimeout);
        addSigningProblems(problems);
        boolean isSecret = !headers.isEmpty() || signingRegion != null;
        require(
                problems,
                allowPlainHttp || !isSecret || !base.isPlainToElsewhere(),
                "apiKey, headers and signatures would go over http:// for everyone on the way to read: write https://,"
                        + " or set allowPlainHttp=true where the network may be trusted");
        require(
                problems,
                !isBeforeApiGateway() || batchBytes() <= API_GATEWAY_REQUEST_BYTES,
                "batchBytes must be at most " + API_GATEWAY_REQUEST_BYTES + " before API Gateway, not " + batchBytes());
        return problems;
    }

    /** Whether API Gateway is known to take the requests. */
    boolean isBeforeApiGateway() {
        return base.isApiGateway();
    }

    final BaseAddress base() {
        return base;
    }

    /** The transport for a far side; the settings are checked. */
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
                "sigV4 wants the name of a region, such as us-east-1");
        require(
                problems,
                !headers.contains("Authorization"),
                "sigV4 sets the header Authorization by itself: leave it out");
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
