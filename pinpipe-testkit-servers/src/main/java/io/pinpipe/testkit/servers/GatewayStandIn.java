package io.pinpipe.testkit.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for API Gateway in front of Kinesis, configured like AWS's tutorial:
 * {@code PUT {base}/streams/{stream}/record} and {@code …/records}, mapped to {@code PutRecord} and {@code PutRecords}
 * of an emulator such as {@link Kinesalite}, which must not verify signatures.
 *
 * <p>As in existing pipelines, only the default mapping of responses is configured, so that an error of Kinesis arrives
 * as 200 with {@code __type}, unless {@link Builder#statusMapping(boolean)} is set. As with the templates, a
 * {@code /record} without {@code Data} stores the two characters {@code ""} and is answered with 200.
 *
 * <p>Unlike the real one, it has no other resources, no quotas and no signatures.
 *
 * <p>Thread-safe.
 */
public final class GatewayStandIn implements AutoCloseable {

    /** Maximum size of a request: {@value} bytes, API Gateway's payload quota. */
    public static final int PAYLOAD_BYTES_MAX = 10 * 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern RESOURCE = Pattern.compile("/streams/([^/]+)/(records?)");
    private static final Duration INTEGRATION_TIMEOUT = Duration.ofSeconds(29);
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED_TYPE = 415;
    private static final int SERVER_ERROR = 500;

    private final KinesisCalls kinesis;
    private final String basePath;
    private final @Nullable String headerName;
    private final @Nullable String headerValue;
    private final boolean statusMapping;
    private final StandInServer server;

    /** A response: its status, its body, and the header in which API Gateway names its own errors. */
    private record Answer(int status, String body, @Nullable String errorType) {

        static Answer own(int status, String errorType, String message) {
            return new Answer(
                    status, JSON.createObjectNode().put("message", message).toString(), errorType);
        }
    }

    private GatewayStandIn(Builder builder) {
        this.kinesis = new KinesisCalls(builder.kinesis, INTEGRATION_TIMEOUT);
        this.basePath = builder.basePath;
        this.headerName = builder.headerName;
        this.headerValue = builder.headerValue;
        this.statusMapping = builder.statusMapping;
        this.server = new StandInServer("gateway-stand-in", builder.port);
        server.start(this::handle);
    }

    /**
     * Creates a builder.
     *
     * @param kinesis the address of the emulator
     * @return a builder
     */
    public static Builder builder(URI kinesis) {
        return new Builder(kinesis);
    }

    /**
     * Returns the address of its stage, which contains the streams.
     *
     * @return such as {@code http://127.0.0.1:8082/test}
     */
    public URI uri() {
        return server.uri(basePath);
    }

    /** Closes connections and threads. */
    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange, exchange.getRequestBody().readAllBytes());
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", "application/json");
            if (answer.errorType() != null) {
                headers.set("x-amzn-ErrorType", answer.errorType());
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer answer(HttpExchange exchange, byte[] body) {
        String path = exchange.getRequestURI().getPath();
        Matcher resource = RESOURCE.matcher(path.startsWith(basePath) ? path.substring(basePath.length()) : "");
        if (!resource.matches() || !exchange.getRequestMethod().equals("PUT")) {
            return Answer.own(FORBIDDEN, "MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        if (headerName != null && !Objects.equals(exchange.getRequestHeaders().getFirst(headerName), headerValue)) {
            return Answer.own(FORBIDDEN, "ForbiddenException", "Forbidden");
        }
        if (body.length > PAYLOAD_BYTES_MAX) {
            return Answer.own(TOO_LARGE, "RequestTooLargeException", "Request Too Long");
        }
        String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
        if (contentType == null || !contentType.startsWith("application/json")) {
            return Answer.own(UNSUPPORTED_TYPE, "UnsupportedMediaTypeException", "Unsupported Media Type");
        }
        JsonNode request;
        try {
            request = JSON.readTree(body);
        } catch (IOException e) {
            return Answer.own(
                    BAD_REQUEST,
                    "BadRequestException",
                    "Could not parse request body into json: " + originalMessage(e));
        }
        boolean many = resource.group(2).equals("records");
        JsonNode call = many
                ? GatewayTemplates.putRecords(resource.group(1), request)
                : GatewayTemplates.putRecord(resource.group(1), request);
        return call(many ? "PutRecords" : "PutRecord", call);
    }

    private Answer call(String action, JsonNode body) {
        try {
            HttpResponse<byte[]> response = kinesis.send(action, body);
            return new Answer(
                    statusMapping ? response.statusCode() : OK,
                    new String(response.body(), StandardCharsets.UTF_8),
                    null);
        } catch (IOException e) {
            return Answer.own(SERVER_ERROR, "InternalServerErrorException", "Internal server error");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.own(SERVER_ERROR, "InternalServerErrorException", "Internal server error");
        }
    }

    private static String originalMessage(IOException e) {
        return e instanceof JsonProcessingException json ? json.getOriginalMessage() : String.valueOf(e.getMessage());
    }

    /** Builds a stand-in. Not thread-safe. */
    public static final class Builder {

        private final URI kinesis;
        private int port;
        private String basePath = "/test";
        private @Nullable String headerName;
        private @Nullable String headerValue;
        private boolean statusMapping;

        private Builder(URI kinesis) {
            this.kinesis = Objects.requireNonNull(kinesis, "kinesis");
        }

        /**
         * Sets the port to listen on.
         *
         * @param port a port of 127.0.0.1; 0, the default, selects a free one
         * @return this builder
         */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /**
         * Sets the stage; any other path or method is answered with 403 "Missing Authentication Token".
         *
         * @param basePath {@code /test} by default
         * @return this builder
         */
        public Builder basePath(String basePath) {
            this.basePath = StandInServer.basePath(basePath);
            return this;
        }

        /**
         * Requires a header in every request, such as the API key {@code x-api-key}; a request without it is answered
         * with 403 "Forbidden".
         *
         * @param name the header
         * @param value its value
         * @return this builder
         */
        public Builder requiredHeader(String name, String value) {
            this.headerName = Objects.requireNonNull(name, "name");
            this.headerValue = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets whether errors of Kinesis keep their status, as with custom integration responses.
         *
         * @param statusMapping false by default: errors arrive as 200
         * @return this builder
         */
        public Builder statusMapping(boolean statusMapping) {
            this.statusMapping = statusMapping;
            return this;
        }

        /**
         * Starts the stand-in in this JVM.
         *
         * @return the running stand-in
         */
        public GatewayStandIn start() {
            return new GatewayStandIn(this);
        }
    }
}
