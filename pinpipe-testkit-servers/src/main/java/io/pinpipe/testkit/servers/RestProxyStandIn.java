package io.pinpipe.testkit.servers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import io.pinpipe.testkit.servers.Dialect.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for a Kafka REST proxy, on its own or behind API Gateway: it accepts v2 produce requests with embedded
 * JSON and sends the records with a real producer to a real broker.
 *
 * <p>It differs from real proxies as follows: it serves only {@code POST {base}/topics/{topic}} and, without a base
 * path, {@code GET /topics/{topic}}, which lists the partitions by number alone; it accepts only the content type
 * {@code application/vnd.kafka.json.v2+json}; an unknown topic or partition is reported immediately rather than after a
 * minute; and its producer is idempotent by default, with one request in flight per broker, while theirs are not, so
 * that a test that counts records counts only the publisher's.
 *
 * <p>Keys and values are written as compact JSON in UTF-8, Jackson's default, like real proxies do: a string key with
 * its quotes, a number without, a character beyond the BMP as a pair of escapes.
 *
 * <p>Thread-safe.
 */
public final class RestProxyStandIn implements AutoCloseable {

    /** Default of {@link Builder#linger}: 5 ms. */
    public static final Duration DEFAULT_LINGER = Duration.ofMillis(5);

    /** Default of {@link Builder#deliveryTimeout}: 120 s, as in Kafka's producer. */
    public static final Duration DEFAULT_DELIVERY_TIMEOUT = Duration.ofSeconds(120);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOPICS = "/topics/";

    private final Dialect dialect;
    private final String basePath;
    private final @Nullable String headerName;
    private final @Nullable String headerValue;
    private final ProxyProducer producer;
    private final StandInServer server;

    private RestProxyStandIn(Builder builder) {
        this.dialect = builder.dialect;
        this.basePath = builder.basePath;
        this.headerName = builder.headerName;
        this.headerValue = builder.headerValue;
        this.server = new StandInServer("rest-proxy-stand-in", builder.port);
        this.producer = new ProxyProducer(
                builder.bootstrapServers,
                builder.dialect,
                builder.linger,
                builder.deliveryTimeout,
                builder.idempotence);
        server.start(this::handle);
    }

    /**
     * Creates a builder.
     *
     * @param bootstrapServers the address of the broker
     * @return a builder
     */
    public static Builder builder(String bootstrapServers) {
        return new Builder(bootstrapServers);
    }

    /**
     * Returns the address of the topics, including the base path.
     *
     * @return such as {@code http://127.0.0.1:8082/test}
     */
    public URI uri() {
        return server.uri(basePath);
    }

    /** Closes connections and the producer. */
    @Override
    public void close() {
        server.close();
        producer.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            Answer answer = answer(exchange, request);
            byte[] body = JSON.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders()
                    .set(
                            "Content-Type",
                            answer.body().has("message") && !answer.body().has("error_code")
                                    ? "application/json"
                                    : "application/vnd.kafka.v2+json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange, byte[] body) {
        String topic = topic(exchange.getRequestURI().getPath());
        boolean post = exchange.getRequestMethod().equals("POST");
        if (!basePath.isEmpty() && (topic == null || !post)) {
            return gatewayError(exchange, "MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        if (headerName != null && !Objects.equals(exchange.getRequestHeaders().getFirst(headerName), headerValue)) {
            return gatewayError(exchange, "ForbiddenException", "Forbidden");
        }
        if (topic == null) {
            return Dialect.error(404, 404, "HTTP 404 Not Found");
        }
        if (exchange.getRequestMethod().equals("GET")) {
            return producer.describe(topic);
        }
        if (!post) {
            return Dialect.error(405, 405, "HTTP 405 Method Not Allowed");
        }
        String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
        Answer wrongType = dialect.rules().refuseType(contentType == null ? "" : contentType);
        if (wrongType != null) {
            return wrongType;
        }
        try {
            return producer.produce(topic, dialect.rules().read(body));
        } catch (ProduceRequest.RefusedException e) {
            return e.answer();
        }
    }

    private @Nullable String topic(String path) {
        String prefix = basePath + TOPICS;
        if (!path.startsWith(prefix)) {
            return null;
        }
        String topic = path.substring(prefix.length());
        return topic.isEmpty() || topic.contains("/") ? null : topic;
    }

    private static Answer gatewayError(HttpExchange exchange, String type, String message) {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", type);
        return new Answer(403, JsonNodeFactory.instance.objectNode().put("message", message));
    }

    /** Builds a stand-in. Not thread-safe. */
    public static final class Builder {

        private final String bootstrapServers;
        private Dialect dialect = Dialect.CONFLUENT;
        private int port;
        private String basePath = "";
        private @Nullable String headerName;
        private @Nullable String headerValue;
        private Duration linger = DEFAULT_LINGER;
        private Duration deliveryTimeout = DEFAULT_DELIVERY_TIMEOUT;
        private boolean idempotence = true;

        private Builder(String bootstrapServers) {
            this.bootstrapServers = Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        }

        /**
         * Sets which proxy to imitate.
         *
         * @param dialect {@link Dialect#CONFLUENT} by default
         * @return this builder
         */
        public Builder dialect(Dialect dialect) {
            this.dialect = Objects.requireNonNull(dialect, "dialect");
            return this;
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
         * Imitates a stage of API Gateway: any other path or method is answered with 403 "Missing Authentication
         * Token".
         *
         * @param basePath such as {@code /test}; empty, the default, imitates a proxy without a gateway
         * @return this builder
         */
        public Builder basePath(String basePath) {
            this.basePath = basePath.isEmpty() ? basePath : StandInServer.basePath(basePath);
            return this;
        }

        /**
         * Requires a header in every request, such as an API key; a request without it is answered with 403
         * "Forbidden".
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
         * Sets the producer's linger.
         *
         * @param linger 5 ms by default
         * @return this builder
         */
        public Builder linger(Duration linger) {
            this.linger = Objects.requireNonNull(linger, "linger");
            return this;
        }

        /**
         * Sets the producer's delivery timeout.
         *
         * @param deliveryTimeout 120 s by default; at least the
         *     linger and one millisecond
         * @return this builder
         */
        public Builder deliveryTimeout(Duration deliveryTimeout) {
            this.deliveryTimeout = Objects.requireNonNull(deliveryTimeout, "deliveryTimeout");
            return this;
        }

        /**
         * Sets whether the producer is idempotent.
         *
         * @param idempotence true by default; false, as in real proxies, lets the proxy itself duplicate and reorder
         *     records
         * @return this builder
         */
        public Builder idempotence(boolean idempotence) {
            this.idempotence = idempotence;
            return this;
        }

        /**
         * Starts the stand-in in this JVM.
         *
         * @return the running stand-in
         */
        public RestProxyStandIn start() {
            return new RestProxyStandIn(this);
        }

        /** Encodes the settings as arguments of a main method, to be decoded by {@link #of}. */
        List<String> arguments() {
            List<String> arguments = new ArrayList<>(List.of(
                    bootstrapServers,
                    dialect.name(),
                    Integer.toString(port),
                    basePath,
                    linger.toString(),
                    deliveryTimeout.toString(),
                    Boolean.toString(idempotence)));
            if (headerName != null && headerValue != null) {
                arguments.add(headerName);
                arguments.add(headerValue);
            }
            return arguments;
        }

        static Builder of(List<String> arguments) {
            Builder builder = new Builder(arguments.get(0))
                    .dialect(Dialect.valueOf(arguments.get(1)))
                    .port(Integer.parseInt(arguments.get(2)))
                    .basePath(arguments.get(3))
                    .linger(Duration.parse(arguments.get(4)))
                    .deliveryTimeout(Duration.parse(arguments.get(5)))
                    .idempotence(Boolean.parseBoolean(arguments.get(6)));
            return arguments.size() < 9 ? builder : builder.requiredHeader(arguments.get(7), arguments.get(8));
        }
    }
}
